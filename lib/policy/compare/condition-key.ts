import { parseOperator } from '@/lib/policy/operators'
import type { Condition } from '@/lib/policy/statement'

/**
 * The same key for conditions that IAM treats alike: the case of keys, ArnLike and ArnEquals, the order and repetition of
 * values. `literal` is for policies before Version 2012-10-17, in which a variable is plain text.
 */
export function conditionKey({ operator, key, values }: Condition, literal = false): string {
  const parsed = parseOperator(operator)
  const name = operator.replace('ArnEquals', 'ArnLike').replace('ArnNotEquals', 'ArnNotLike')
  const texts =
    parsed?.type === 'bool' || parsed?.type === 'null' ? values.map((value) => value.toLowerCase()) : values
  const marked = texts.map((value) => (literal && value.includes('${') ? `literal ${value}` : value))
  return JSON.stringify([name, key.toLowerCase(), [...new Set(marked)].sort()])
}
