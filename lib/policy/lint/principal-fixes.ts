import type { Json } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import type { Principal } from '../principals'
import { changeItems, type Fix, type Place, removeStatement, setMember } from './finding'

export function elementOf({ statement }: Place): 'Principal' | 'NotPrincipal' {
  return statement.notPrincipal ? 'NotPrincipal' : 'Principal'
}

/** Whether the statement has only one principal. */
export function isAlone({ statement }: Place): boolean {
  return statement.principals.length === 1
}

/** Removes a principal, and the statement if it was the only one, except from a NotPrincipal. */
export function removePrincipal(place: Place, principal: Principal): Fix | undefined {
  const fix = replacePrincipal(place, principal.written, `Remove ${principal.written}`, [])
  return fix ?? (place.statement.notPrincipal ? undefined : removeStatement(place))
}

/** Replaces a principal by others; undefined if none would be left. */
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
