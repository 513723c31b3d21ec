/** A value passed from a server page to a browser component, as one string. */
export type Packed<T> = string & { readonly of?: T }

/**
 * Next visits every value in an object that it passes, on both sides: for a page of repositories that costs more than
 * finding them. A string is passed as it is.
 */
export function pack<T>(value: T): Packed<T> {
  return JSON.stringify(value)
}

export function unpack<T>(packed: Packed<T>): T {
  return JSON.parse(packed) as T // `pack` made it from a T.
}
