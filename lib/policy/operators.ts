export type OperatorType = 'string' | 'arn' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'null'

export type Operator = {
  qualifier: 'ForAllValues' | 'ForAnyValue' | undefined
  /** The name without qualifier and IfExists. */
  base: string
  type: OperatorType
  negated: boolean
  ifExists: boolean
  /** Whether `*` and `?` in its values are wildcards. */
  wildcards: boolean
}

/** IAM's condition operators (IAM JSON policy elements: Condition operators). */
const TYPES: Readonly<Record<string, OperatorType>> = {
  StringEquals: 'string',
  StringNotEquals: 'string',
  StringEqualsIgnoreCase: 'string',
  StringNotEqualsIgnoreCase: 'string',
  StringLike: 'string',
  StringNotLike: 'string',
  ArnEquals: 'arn',
  ArnNotEquals: 'arn',
  ArnLike: 'arn',
  ArnNotLike: 'arn',
  NumericEquals: 'numeric',
  NumericNotEquals: 'numeric',
  NumericLessThan: 'numeric',
  NumericLessThanEquals: 'numeric',
  NumericGreaterThan: 'numeric',
  NumericGreaterThanEquals: 'numeric',
  DateEquals: 'date',
  DateNotEquals: 'date',
  DateLessThan: 'date',
  DateLessThanEquals: 'date',
  DateGreaterThan: 'date',
  DateGreaterThanEquals: 'date',
  Bool: 'bool',
  BinaryEquals: 'binary',
  IpAddress: 'ip',
  NotIpAddress: 'ip',
  Null: 'null',
}

export const OPERATORS: readonly string[] = Object.keys(TYPES)

/** Whether a test with this operator fails if the request doesn't have the key, and so restricts what it allows. */
export function needsKey({ qualifier, type, negated, ifExists }: Operator): boolean {
  return !negated && !ifExists && type !== 'null' && qualifier !== 'ForAllValues'
}

/** Every operator that was asked for: there are 162, and each test asks for its own. */
const PARSED = new Map<string, Operator>()

/** The parts of an operator's name; undefined if IAM has no such operator. */
export function parseOperator(name: string): Operator | undefined {
  const operator = PARSED.get(name) ?? parsed(name)
  if (operator) PARSED.set(name, operator)
  return operator
}

function parsed(name: string): Operator | undefined {
  const [, qualifier, base = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? []
  const type = Object.hasOwn(TYPES, base) ? TYPES[base] : undefined
  if (!type || (type === 'null' && ifExists)) return undefined
  return {
    qualifier: qualifier === 'ForAllValues' || qualifier === 'ForAnyValue' ? qualifier : undefined,
    base,
    type,
    negated: base.includes('Not'),
    ifExists: ifExists !== undefined,
    wildcards: type === 'arn' || base.endsWith('Like'),
  }
}
