import type { Json, JsonObject } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import type { ConditionTest } from './condition-test'
import { changeItems, type Fix, type Place, setMember } from './finding'

/** What to change in a test; anything left out stays as it is. */
type Change = { operator?: string; key?: string; values?: Json }

/** Gives one test another operator, key or values; undefined if that test already exists. */
export function changeTest(
  place: Place,
  { name, key, values }: ConditionTest,
  title: string,
  change: Change,
): Fix | undefined {
  const block = place.value.Condition
  if (!isObject(block)) return undefined
  const to = { operator: name, key, values, ...change }
  const moved = to.operator !== name || to.key !== key
  const target = block[to.operator]
  if (moved && isObject(target) && Object.hasOwn(target, to.key)) return undefined
  const operators = Object.entries(block).flatMap(([operator, keys]): [string, Json][] => {
    if (!isObject(keys)) return [[operator, keys]]
    if (operator === name && to.operator === name)
      return [[operator, mapMembers(keys, (one, old) => (one === key ? [to.key, to.values] : [one, old]))]]
    if (operator === to.operator) return [[operator, { ...keys, [to.key]: to.values }]]
    if (operator !== name) return [[operator, keys]]
    const added: [string, Json][] = target === undefined ? [[to.operator, { [to.key]: to.values }]] : []
    return [...rest(operator, keys, key), ...added]
  })
  return setMember(place, title, 'Condition', Object.fromEntries(operators))
}

export function replaceValue(place: Place, test: ConditionTest, old: Json, by: Json): Fix | undefined {
  const values = changeItems(test.values, (item) => [item === old ? by : item])
  return changeTest(place, test, `Change to ${String(by)}`, { values })
}

/** Removes one test, and the Condition with it if it was the only one. */
export function removeTest(place: Place, { name, key }: ConditionTest, title: string): Fix | undefined {
  const block = place.value.Condition
  if (!isObject(block)) return undefined
  const operators = Object.entries(block).flatMap(([operator, keys]): [string, Json][] =>
    operator === name && isObject(keys) ? rest(operator, keys, key) : [[operator, keys]],
  )
  return setMember(
    place,
    title,
    'Condition',
    operators.length === 0 ? undefined : Object.fromEntries(operators),
  )
}

/** Renames an operator; undefined if the new name is already there. */
export function renameOperator(place: Place, block: JsonObject, name: string, to: string): Fix | undefined {
  if (Object.hasOwn(block, to)) return undefined
  const renamed = mapMembers(block, (operator, keys) => [operator === name ? to : operator, keys])
  return setMember(place, `Change to ${to}`, 'Condition', renamed)
}

/** An operator without one of its keys; empty if that was the only one. */
function rest(operator: string, keys: JsonObject, key: string): [string, Json][] {
  const left = Object.entries(keys).filter(([one]) => one !== key)
  return left.length === 0 ? [] : [[operator, Object.fromEntries(left)]]
}

function mapMembers(object: JsonObject, change: (key: string, value: Json) => [string, Json]): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => change(key, value)))
}
