import { FilteredTable } from './filtered-table'

export default function Page() {
  return <FilteredTable />
}
