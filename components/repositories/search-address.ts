const PARAMETERS = ['q', 'account', 'region', 'organisation', 'active', 'mutability', 'scan', 'sort', 'page']
const MOST_CHARACTERS = 300

/**
 * A search as address parameters, in one order and without what is empty: what asks for the same is the same text.
 * `get` reads a parameter from wherever they are.
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

/** The same search on another page; it stands on the first unless it says otherwise. */
export function withPage(address: string, page: number): string {
  const parameters = new URLSearchParams(address)
  return searchAddress((name) => (name === 'page' ? (page > 1 ? String(page) : '') : parameters.get(name)))
}
