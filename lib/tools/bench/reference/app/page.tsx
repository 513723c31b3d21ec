import { Counter } from './counter'

/** As little script as a page of Next has that does anything. */
export default function Page() {
  return <Counter />
}
