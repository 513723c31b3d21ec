import fc from 'fast-check'
import type { Json, JsonObject } from '@/lib/policy/json/json'
import type { Request } from '@/lib/policy/prove/decide'

/** The account whose repository the policies are of. */
export const OWNER = '252775557553'
const ACCOUNTS = [OWNER, '872569379934', '957591566260']
const NAMES = ['build-ci', 'teams/release', 'ci-1', 'x']
const arns = ACCOUNTS.flatMap((id) =>
  NAMES.flatMap((name) => [`arn:aws:iam::${id}:role/${name}`, `arn:aws:iam::${id}:user/${name}`]),
)
const plainArns = arns.filter((arn) => !arn.includes('teams/'))
const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })

const principal: fc.Arbitrary<Json> = fc.oneof(
  fc.constant('*'),
  some(...ACCOUNTS, ...arns, `arn:aws:sts::${OWNER}:assumed-role/build-ci/s1`, '957591566260').map((AWS) => ({
    AWS,
  })),
)
type Test = [operator: string, key: string, values: string[]]

const test: fc.Arbitrary<Test> = fc.oneof(
  fc.tuple(
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringEqualsIfExists', 'StringLike', 'StringNotLike'),
    fc.constant('aws:PrincipalAccount'),
    some(...ACCOUNTS, '9*', '*'),
  ),
  fc.tuple(
    fc.constantFrom('ArnEquals', 'ArnLike', 'ArnNotLike', 'StringLike', 'StringNotLike', 'StringEquals'),
    fc.constant('aws:PrincipalArn'),
    some(
      ...arns,
      'arn:aws:iam::*:role/*',
      'arn:aws:iam::*:role/ci-?',
      '*ci*',
      'arn:aws:iam::957591566260:*',
      'arn:aws:iam::8*:role/teams/*',
      '*:root',
    ),
  ),
  fc.tuple(
    fc.constantFrom('IpAddress', 'NotIpAddress', 'IpAddressIfExists'),
    fc.constant('aws:SourceIp'),
    some('0.0.0.0/1', '128.0.0.0/1', '10.0.0.0/8', '10.1.0.0/16', '203.0.113.7', '::/0', '2001:db8::/32'),
  ),
  fc.tuple(
    fc.constantFrom(
      'StringEquals',
      'StringLike',
      'StringNotEquals',
      'StringEqualsIgnoreCase',
      'StringNotEqualsIfExists',
    ),
    fc.constantFrom('aws:PrincipalOrgID', 'aws:SourceVpce'),
    some('o-1', 'o-2', 'O-1', 'o-*', '*', 'o-?'),
  ),
  fc.tuple(
    fc.constantFrom(
      'ForAllValues:StringEquals',
      'ForAnyValue:StringEquals',
      'ForAnyValue:StringLike',
      'ForAllValues:StringNotEquals',
      'ForAnyValue:StringNotLike',
    ),
    fc.constant('aws:PrincipalOrgPaths'),
    some('a', 'b', 'c*'),
  ),
  fc.tuple(
    fc.constantFrom('NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEquals'),
    fc.constant('aws:MultiFactorAuthAge'),
    some('1', '10', '3600'),
  ),
  fc.tuple(
    fc.constantFrom('DateLessThan', 'DateGreaterThan'),
    fc.constant('aws:TokenIssueTime'),
    some('2026-01-01T00:00:00Z', '2027-03-01T00:00:00Z'),
  ),
  fc.tuple(
    fc.constant('Bool'),
    fc.constantFrom('aws:SecureTransport', 'aws:MultiFactorAuthPresent', 'aws:PrincipalIsAWSService'),
    some('true', 'false'),
  ),
  fc.tuple(
    fc.constant('Null'),
    fc.constantFrom('aws:SourceVpce', 'aws:PrincipalOrgID', 'aws:MultiFactorAuthAge', 'aws:SourceIp'),
    some('true', 'false').map(([value = 'true']) => [value]),
  ),
  fc.tuple(
    fc.constantFrom('StringEquals', 'StringNotEquals'),
    fc.constant('aws:PrincipalType'),
    some('User', 'AssumedRole', 'Account'),
  ),
  fc.tuple(
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringEqualsIfExists'),
    fc.constant('aws:username'),
    some('build-ci', 'x'),
  ),
)
function statementsOf(test: fc.Arbitrary<Test>, principal: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject[]> {
  const condition = fc.array(test, { maxLength: 3 }).map((tests) => {
    const block: Record<string, JsonObject> = {}
    for (const [operator, key, values] of tests) block[operator] = { ...block[operator], [key]: values }
    return block
  })
  const statement = fc
    .record({
      effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      who: fc.constantFrom('Principal', 'Principal', 'Principal', 'NotPrincipal'),
      principal,
      what: fc.constantFrom('Action', 'Action', 'NotAction'),
      actions: some('ecr:BatchGetImage', 'ecr:PutImage', 'ecr:*', 'ecr:Batch*', 'ecr:SetRepositoryPolicy'),
      condition,
    })
    .map(
      ({ effect, who, principal: whom, what, actions, condition: tests }): JsonObject => ({
        Effect: effect,
        [who]: whom,
        [what]: actions,
        ...(Object.keys(tests).length > 0 && { Condition: tests }),
      }),
    )
  return fc.array(statement, { minLength: 1, maxLength: 4 })
}

/** A policy’s statements, of all that the prover reads: wildcards, ranges, lists, numbers, dates, absent keys. */
export const statements = statementsOf(test, principal)

const plainTest: fc.Arbitrary<Test> = fc.oneof(
  fc.tuple(
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringEqualsIfExists'),
    fc.constant('aws:PrincipalAccount'),
    some(...ACCOUNTS),
  ),
  fc.tuple(
    fc.constantFrom('ArnEquals', 'ArnNotEquals', 'StringEquals'),
    fc.constant('aws:PrincipalArn'),
    some(...plainArns),
  ),
  fc.tuple(
    fc.constantFrom('IpAddress', 'NotIpAddress', 'IpAddressIfExists'),
    fc.constant('aws:SourceIp'),
    some('0.0.0.0/1', '128.0.0.0/1', '10.0.0.0/8', '10.1.0.0/16', '203.0.113.7/32', '203.0.113.0/24'),
  ),
  fc.tuple(
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringEqualsIfExists', 'StringNotEqualsIfExists'),
    fc.constantFrom('aws:PrincipalOrgID', 'aws:SourceVpce', 'aws:SourceAccount', 'aws:PrincipalTag/team'),
    some('o-1', 'o-2', OWNER),
  ),
  fc.tuple(
    fc.constantFrom('NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEquals'),
    fc.constant('aws:MultiFactorAuthAge'),
    some('1', '10', '3600'),
  ),
  fc.tuple(
    fc.constant('Bool'),
    fc.constantFrom('aws:SecureTransport', 'aws:MultiFactorAuthPresent', 'aws:PrincipalIsAWSService'),
    some('true', 'false'),
  ),
  fc.tuple(
    fc.constant('Null'),
    fc.constantFrom('aws:SourceVpce', 'aws:PrincipalOrgID', 'aws:SourceIp', 'aws:SourceAccount'),
    some('true', 'false').map(([value = 'true']) => [value]),
  ),
  fc.tuple(
    fc.constantFrom('StringEquals', 'StringNotEquals'),
    fc.constant('aws:PrincipalType'),
    some('User', 'AssumedRole', 'Account'),
  ),
)

const plainPrincipal: fc.Arbitrary<Json> = fc.oneof(
  fc.constant('*'),
  some(...ACCOUNTS, ...plainArns, `arn:aws:sts::${OWNER}:assumed-role/build-ci/s1`).map((AWS) => ({ AWS })),
  some('lambda.amazonaws.com', 'codebuild.amazonaws.com').map((Service) => ({ Service })),
)

/** The same without wildcards and lists of values, and with services: what an SMT solver decides in time. */
export const plainStatements = statementsOf(plainTest, plainPrincipal)

/** The same with patterns for one key, of which many overlap. */
export const wildcardStatements = statementsOf(
  fc.oneof(
    plainTest,
    fc.tuple(
      fc.constantFrom('StringLike', 'StringNotLike', 'StringLikeIfExists'),
      fc.constant('aws:PrincipalTag/line'),
      some('a*', '*a', '*b*', 'a?', '??', '*', 'ab', '*a*b*', 'c*'),
    ),
  ),
  plainPrincipal,
)

const pick = <T>(...values: (T | undefined)[]) => fc.constantFrom(...values)
/** One request, complete, by somebody whom such a policy may be about. */
export const request: fc.Arbitrary<Request> = fc
  .record({
    caller: fc.oneof(
      fc
        .constantFrom(...arns, 'arn:aws:iam::111122223333:role/ci-9', 'arn:aws:iam::111122223333:user/zz')
        .map((arn) => {
          const account = arn.split(':')[4] ?? ''
          return arn.includes(':user/')
            ? ({ kind: 'user', account, arn } as const)
            : ({ kind: 'session', account, arn, session: 's1' } as const)
        }),
      fc
        .constantFrom(...ACCOUNTS)
        .map((account) => ({ kind: 'root', account, arn: `arn:aws:iam::${account}:root` }) as const),
    ),
    action: fc.constantFrom(
      'ecr:BatchGetImage',
      'ecr:PutImage',
      'ecr:SetRepositoryPolicy',
      'ecr:DescribeImages',
    ),
    byIdentity: fc.boolean(),
    ip: pick('10.1.2.3', '10.9.9.9', '1.2.3.4', '200.1.1.1', '203.0.113.7', '2001:db8::1', '::1'),
    org: pick('o-1', 'o-2', 'O-1', 'o-9', 'o-99'),
    vpce: pick('o-1', 'vpce-1'),
    paths: fc.option(fc.uniqueArray(fc.constantFrom('a', 'b', 'c1', 'd'), { maxLength: 3 }), {
      nil: undefined,
    }),
    age: pick('0', '1', '5', '10', '3600', '99999'),
    time: pick('2025-01-01T00:00:00Z', '2026-06-01T00:00:00Z', '2028-01-01T00:00:00Z'),
    mfa: pick('true', 'false'),
  })
  .map(({ caller, action, byIdentity, ip, org, vpce, paths, age, time, mfa }) => {
    const keys = new Map<string, readonly string[]>()
    const set = (key: string, value: string | undefined) => value !== undefined && keys.set(key, [value])
    if (vpce === undefined) set('aws:sourceip', ip)
    set('aws:principalorgid', org)
    set('aws:sourcevpce', vpce)
    if (paths) keys.set('aws:principalorgpaths', paths)
    set('aws:multifactorauthage', age)
    set('aws:tokenissuetime', time)
    set('aws:multifactorauthpresent', mfa)
    return {
      caller,
      action,
      byIdentity: caller.account === OWNER && (byIdentity || caller.kind === 'root'),
      keys,
    }
  })
