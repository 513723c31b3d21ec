/** A value on its way from a page of the server to a component of the browser, as one text. */
export type Packed<T> = string & { readonly of?: T }

/**
 * Next looks at every value of an object that it hands over, on both sides: for a page of repositories that costs more than
 * finding them. A text it takes as it is.
 */
export function pack<T>(value: T): Packed<T> {
  return JSON.stringify(value)
}

export function unpack<T>(packed: Packed<T>): T {
  return JSON.parse(packed) as T // What `pack` made.
}
