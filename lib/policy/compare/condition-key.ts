import { parseOperator } from '@/lib/policy/operators'
import type { Condition } from '@/lib/policy/statement'

/**
 * One key for what IAM reads alike: the case of keys, ArnLike for ArnEquals, the order and repetition of values. Before
 * the Version of 2012 a variable means nothing, so with `literal` the same text is another value.
 */
export function conditionKey({ operator, key, values }: Condition, literal = false): string {
  const parsed = parseOperator(operator)
  const name = operator.replace('ArnEquals', 'ArnLike').replace('ArnNotEquals', 'ArnNotLike')
  const texts =
    parsed?.type === 'bool' || parsed?.type === 'null' ? values.map((value) => value.toLowerCase()) : values
  const marked = texts.map((value) => (literal && value.includes('${') ? `literal ${value}` : value))
  return JSON.stringify([name, key.toLowerCase(), [...new Set(marked)].sort()])
}
