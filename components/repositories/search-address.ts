const PARAMETERS = ['q', 'account', 'region', 'organisation', 'active', 'mutability', 'scan', 'sort', 'page']
const MOST_CHARACTERS = 300

/**
 * A search as address parameters, in a fixed order and without empty ones, so that equal searches are equal text. `get`
 * reads a parameter from any source.
 */
export function searchAddress(get: (name: string) => unknown): string {
  const address = new URLSearchParams()
  for (const name of PARAMETERS) {
    const value = get(name)
    if (typeof value !== 'string' || value.trim() === '') continue
    address.set(name, value.trim().slice(0, MOST_CHARACTERS))
  }
  return address.toString()
}

/** The same search on another page, by default the first. */
export function withPage(address: string, page: number): string {
  const parameters = new URLSearchParams(address)
  return searchAddress((name) => (name === 'page' ? (page > 1 ? String(page) : '') : parameters.get(name)))
}
