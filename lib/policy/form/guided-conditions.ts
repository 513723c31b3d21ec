import { isAccountId, splitArn } from '@/lib/accounts/arn'
import { parseIpRange } from '@/lib/policy/evaluate/ip-range'
import type { Condition } from '@/lib/policy/statement'
import { quoted } from '@/lib/text/quoted'

/** A condition that the form offers by its meaning, not by operator and key. */
export type Guided = {
  name: string
  help: string
  example: string
  operator: string
  key: string
  /** What is wrong with a value, as the end of a sentence that starts with the value; undefined if nothing is. */
  problem: (value: string) => string | undefined
}

/** The most useful conditions, under the names that people know. */
export const GUIDED: readonly Guided[] = [
  {
    name: 'Organisation',
    help: 'Only callers from accounts in this organisation.',
    example: 'o-a1b2c3d4e5',
    operator: 'StringEquals',
    key: 'aws:PrincipalOrgID',
    problem: (value) =>
      /^o-[a-z0-9]{10,32}$/.test(value)
        ? undefined
        : 'is not an organisation ID, which is o- followed by 10 to 32 lowercase letters and digits.',
  },
  {
    name: 'Source account',
    help: 'Only if the service acts on behalf of this account.',
    example: '252775557553',
    operator: 'StringEquals',
    key: 'aws:SourceAccount',
    problem: (value) => (isAccountId(value) ? undefined : 'is not an account ID, which has 12 digits.'),
  },
  {
    name: 'Source ARN',
    help: 'Only if the service acts on behalf of this resource; * matches anything between two colons.',
    example: 'arn:aws:lambda:us-west-2:252775557553:function:*',
    operator: 'ArnLike',
    key: 'aws:SourceArn',
    problem: (value) =>
      value.startsWith('arn:') && splitArn(value)[5]
        ? undefined
        : 'is not an ARN, which has six parts separated by colons.',
  },
  {
    name: 'IP address range',
    help: 'Only from these public IP addresses.',
    example: '203.0.113.0/24',
    operator: 'IpAddress',
    key: 'aws:SourceIp',
    problem: (value) =>
      parseIpRange(value) ? undefined : 'is not an IP address or a range such as 203.0.113.0/24.',
  },
]

export function guidedFor({ operator, key }: Pick<Condition, 'operator' | 'key'>): Guided | undefined {
  return GUIDED.find(
    (guided) => guided.operator === operator && guided.key.toLowerCase() === key.toLowerCase(),
  )
}

/** What is wrong with the values of a guided condition. A variable may have any value. */
export function guidedProblem(condition: Condition): string | undefined {
  const guided = guidedFor(condition)
  const wrong = condition.values.find((value) => !value.includes('${') && guided?.problem(value))
  return wrong === undefined ? undefined : `${quoted(wrong)} ${guided?.problem(wrong)}`
}
