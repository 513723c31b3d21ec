import type { OperatorType } from '../operators'

export type KeyType = 'string' | 'arn' | 'bool' | 'numeric' | 'date' | 'ip'
export type ConditionKey = {
  name: string
  type: KeyType
  /** Whether a request holds a list of values, so that a test of it needs ForAnyValue or ForAllValues. */
  multivalued: boolean
}

const single = (type: KeyType, ...names: string[]): ConditionKey[] =>
  names.map((name) => ({ name, type, multivalued: false }))
const many = (...names: string[]): ConditionKey[] =>
  names.map((name) => ({ name, type: 'string', multivalued: true }))

/** Global keys (IAM User Guide: AWS global condition context keys), and ECR’s own (Service Authorization Reference). */
const KEYS: readonly ConditionKey[] = [
  ...single(
    'string',
    'aws:PrincipalAccount',
    'aws:PrincipalOrgID',
    'aws:PrincipalServiceName',
    'aws:PrincipalType',
  ),
  ...single(
    'string',
    'aws:userid',
    'aws:username',
    'aws:AssumedRoot',
    'aws:FederatedProvider',
    'aws:SourceIdentity',
  ),
  ...single(
    'string',
    'aws:Ec2InstanceSourceVpc',
    'aws:SourceVpc',
    'aws:SourceVpce',
    'aws:VpceAccount',
    'aws:VpceOrgID',
  ),
  ...single(
    'string',
    'aws:ResourceAccount',
    'aws:ResourceOrgID',
    'aws:RequestedRegion',
    'aws:CalledViaFirst',
  ),
  ...single(
    'string',
    'aws:CalledViaLast',
    'aws:SourceAccount',
    'aws:SourceOrgID',
    'aws:SourceOwner',
    'aws:referer',
  ),
  ...single('string', 'aws:UserAgent', 'aws:CalledViaAWSMCP', 'ecr:AccountSetting'),
  ...single('arn', 'aws:PrincipalArn', 'aws:SourceArn', 'aws:SourceVpcArn', 'aws:ChatbotSourceArn'),
  ...single('bool', 'aws:PrincipalIsAWSService', 'aws:MultiFactorAuthPresent', 'aws:ViaAWSService'),
  ...single('bool', 'aws:SecureTransport', 'aws:ViaAWSMCPService', 'aws:IsMcpServiceAction'),
  ...single('numeric', 'aws:MultiFactorAuthAge'),
  ...single('date', 'aws:CurrentTime', 'aws:EpochTime', 'aws:TokenIssueTime'),
  ...single('ip', 'aws:SourceIp', 'aws:VpcSourceIp', 'aws:Ec2InstanceSourcePrivateIPv4'),
  ...many(
    'aws:PrincipalOrgPaths',
    'aws:PrincipalServiceNamesList',
    'aws:VpceOrgPaths',
    'aws:ResourceOrgPaths',
  ),
  ...many('aws:CalledVia', 'aws:SourceOrgPaths', 'aws:TagKeys'),
]
const TAG_KEYS = ['aws:PrincipalTag', 'aws:ResourceTag', 'aws:RequestTag', 'ecr:ResourceTag']
const BY_NAME = new Map(KEYS.map((key) => [key.name.toLowerCase(), key]))

export const KEY_NAMES: readonly string[] = KEYS.map(({ name }) => name)

/** What is known of a key, whatever its case; undefined for one that is not known. */
export function conditionKey(name: string): ConditionKey | undefined {
  const [prefix = '', tag] = splitTagKey(name)
  const owner = TAG_KEYS.find((key) => key.toLowerCase() === prefix.toLowerCase())
  if (owner && tag !== undefined) return { name: `${owner}/${tag}`, type: 'string', multivalued: false }
  return BY_NAME.get(name.toLowerCase())
}

/** Whether the key is one that wants the name of a tag behind a slash, and has none. */
export function lacksTagName(name: string): boolean {
  const [prefix = '', tag] = splitTagKey(name)
  return TAG_KEYS.some((key) => key.toLowerCase() === prefix.toLowerCase()) && !tag
}

/** Whether an operator of this type can test a key of that type (IAM: Condition operators; ARNs may be compared as text). */
export function fits(operator: OperatorType, key: KeyType): boolean {
  if (operator === 'null') return true
  if (key === 'arn') return operator === 'arn' || operator === 'string'
  if (key === 'date') return operator === 'date' || operator === 'numeric'
  if (key === 'string') return operator === 'string' || operator === 'binary'
  return operator === key
}

function splitTagKey(name: string): [prefix: string, tag: string | undefined] {
  const slash = name.indexOf('/')
  return slash < 0 ? [name, undefined] : [name.slice(0, slash), name.slice(slash + 1)]
}
