import type { Json, JsonObject } from '@/lib/policy/json/json'
import { asList, isObject } from '@/lib/policy/json/json-tree'
import { type Condition, readConditions } from '@/lib/policy/statement'
import { oneOrList, sameShape, texts } from './form-values'

/** The Condition for the rows of the form. A row that was in `original` keeps the spelling of its values. */
export function conditionBlock(
  conditions: readonly Condition[],
  original: Json | undefined,
): JsonObject | undefined {
  const operators = new Map<string, Map<string, Json>>()
  for (const { operator, key, values } of conditions) {
    // A half-typed row must not be able to break the object that it goes into.
    if (operator === '__proto__' || key === '__proto__') continue
    const keys = operators.get(operator) ?? new Map<string, Json>()
    const together = [...texts(keys.get(key)), ...values]
    const old = originalValues(original, operator, key)
    keys.set(
      key,
      old !== undefined && sameShape(readValues(old, operator, key), together)
        ? old
        : oneOrList(together, old),
    )
    operators.set(operator, keys)
  }
  if (operators.size === 0) return undefined
  return Object.fromEntries([...operators].map(([operator, keys]) => [operator, Object.fromEntries(keys)]))
}

function originalValues(original: Json | undefined, operator: string, key: string): Json | undefined {
  const keys = isObject(original) && Object.hasOwn(original, operator) ? original[operator] : undefined
  return isObject(keys) && Object.hasOwn(keys, key) ? keys[key] : undefined
}

function readValues(values: Json | undefined, operator: string, key: string): string[] {
  if (values === undefined) return []
  return readConditions({ [operator]: { [key]: values } })[0]?.values ?? []
}

/** Whether the rows of the form can show every part of a Condition. */
export function isPlainCondition(block: Json | undefined): boolean {
  if (block === undefined) return true
  if (!isObject(block)) return false
  return Object.values(block).every(
    (keys) =>
      isObject(keys) &&
      Object.values(keys).every((values) => asList(values).every((value) => typeof value !== 'object')),
  )
}
