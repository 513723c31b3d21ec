import type { Json } from '../json'
import { isObject } from '../json-tree'
import type { Principal } from '../principals'
import { changeItems, type Fix, type Place, setMember } from './finding'

/** The element that says whom the statement is about. */
export function elementOf({ statement }: Place): 'Principal' | 'NotPrincipal' {
  return statement.notPrincipal ? 'NotPrincipal' : 'Principal'
}

/** Whether the statement names nobody else. */
export function isAlone({ statement }: Place): boolean {
  return statement.principals.length === 1
}

/** Removes a principal; the whole statement with it when nobody would be left. */
export function removePrincipal(place: Place, principal: Principal): Fix {
  const statement = place.statement.index
  return (
    replacePrincipal(place, principal.written, `Remove ${principal.written}`, []) ?? {
      title: 'Remove the statement',
      kind: 'remove',
      statement,
    }
  )
}

/** Writes other principals in the place of one; undefined when nobody would be left. */
export function replacePrincipal(
  place: Place,
  written: string,
  title: string,
  by: readonly string[],
): Fix | undefined {
  const element = elementOf(place)
  const value = place.value[element]
  if (!isObject(value) || (by.length === 0 && isAlone(place))) return undefined
  const entries = Object.entries(value).flatMap(([key, list]): [string, Json][] => {
    const changed = changeItems(list, (item) => (item === written ? by : [item]))
    return Array.isArray(changed) && changed.length === 0 ? [] : [[key, changed]]
  })
  return setMember(place, title, element, Object.fromEntries(entries))
}
