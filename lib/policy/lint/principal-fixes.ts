import type { Json } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import type { Principal } from '../principals'
import { changeItems, type Fix, type Place, removeStatement, setMember } from './finding'

/** The element that says whom the statement is about. */
export function elementOf({ statement }: Place): 'Principal' | 'NotPrincipal' {
  return statement.notPrincipal ? 'NotPrincipal' : 'Principal'
}

/** Whether the statement names nobody else. */
export function isAlone({ statement }: Place): boolean {
  return statement.principals.length === 1
}

/** Removes a principal; a statement about nobody else goes with it, unless it is about all others. */
export function removePrincipal(place: Place, principal: Principal): Fix | undefined {
  const fix = replacePrincipal(place, principal.written, `Remove ${principal.written}`, [])
  return fix ?? (place.statement.notPrincipal ? undefined : removeStatement(place))
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
