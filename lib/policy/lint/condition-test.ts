import type { Json } from '@/lib/policy/json/json'
import type { Path } from '@/lib/policy/json/json-tree'
import type { Operator } from '../operators'
import type { ConditionKey } from './condition-keys'

/** One test of a Condition, as the checks of keys and values see it. */
export type ConditionTest = {
  operator: Operator
  /** The operator as it is written. */
  name: string
  key: string
  known: ConditionKey | undefined
  values: Json
  path: Path
}
