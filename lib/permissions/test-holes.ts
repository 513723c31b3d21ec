const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']
const FOREIGN = '120744138334'
const lambda = { Service: 'lambda.amazonaws.com' }
const internet = Array.from({ length: 223 }, (_, at) => `${at + 1}.0.0.0/8`)

function allow(Principal: unknown, Condition?: object, Action: unknown = PULL): object {
  return { Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) }
}

const everyoneIf = (operator: string, key: string, value: unknown) =>
  allow('*', { [operator]: { [key]: value } })

/** A policy that no engineer may save alone, for a repository of hp-id-dev, with what the refusal says. */
export type Hole = { name: string; statements: object[]; because: RegExp }

export const HOLES: readonly Hole[] = [
  {
    name: 'the whole internet',
    statements: [everyoneIf('IpAddress', 'aws:SourceIp', internet)],
    because: /a role of account 999999999999/,
  },
  {
    name: 'the internet in two statements',
    statements: [internet.slice(0, 99), internet.slice(99)].map((ranges) =>
      everyoneIf('IpAddress', 'aws:SourceIp', ranges),
    ),
    because: /a role of account 999999999999/,
  },
  {
    name: 'a foreign organisation',
    statements: [everyoneIf('StringEquals', 'aws:PrincipalOrgID', 'o-foreign1234')],
    because: /of the organisation o-foreign1234/,
  },
  {
    name: 'a foreign part of an organisation',
    statements: [everyoneIf('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-foreign1234/*')],
    because: /opens the repository to everyone/,
  },
  {
    name: 'an unknown VPC endpoint',
    statements: [everyoneIf('StringEquals', 'aws:SourceVpce', 'vpce-0a1b2c3d')],
    because: /vpce-0a1b2c3d/,
  },
  {
    name: 'an unknown VPC',
    statements: [everyoneIf('StringEquals', 'aws:SourceVpc', 'vpc-0a1b2c3d')],
    because: /vpc-0a1b2c3d/,
  },
  ...[
    ['aws:VpceAccount', '999999999999'],
    ['aws:SourceVpcArn', 'arn:aws:ec2:us-west-2:999999999999:vpc/vpc-0a1b2c3d'],
    ['aws:SourceOwner', '999999999999'],
    ['aws:userid', 'AROAEXAMPLEID:*'],
  ].map(([key = '', value]) => ({
    name: `everyone with ${key}`,
    statements: [everyoneIf('StringLike', key, value)],
    because: /opens the repository to everyone|too complex/,
  })),
  {
    name: 'any AWS service',
    statements: [everyoneIf('Bool', 'aws:PrincipalIsAWSService', 'true')],
    because: /any AWS service/,
  },
  { name: 'a service with no condition', statements: [allow(lambda)], because: /AWS Lambda/ },
  {
    name: 'a service that does not exist',
    statements: [allow({ Service: 'not-a-service.amazonaws.com' })],
    because: /not-a-service/,
  },
  {
    name: 'a service acting for anybody',
    statements: [allow(lambda, { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:*:*:function:*' } })],
    because: /AWS Lambda/,
  },
  {
    name: 'a service acting for all accounts but one',
    statements: [allow(lambda, { StringNotEquals: { 'aws:SourceAccount': FOREIGN } })],
    because: /AWS Lambda/,
  },
  ...[
    'PutLifecyclePolicy',
    'DeleteLifecyclePolicy',
    'PutImageTagMutability',
    'PutImageScanningConfiguration',
    'ReplicateImage',
  ].map((action) => ({
    name: `${action} for another account`,
    statements: [allow({ AWS: FOREIGN }, undefined, `ecr:${action}`)],
    because: /hpid-cd-dev/,
  })),
  {
    name: 'the portal’s own role shut out',
    statements: [
      {
        Effect: 'Deny',
        Principal: { AWS: 'arn:aws:iam::252775557553:role/ecr-portal-read' },
        Action: 'ecr:GetRepositoryPolicy',
      },
    ],
    because: /stop the portal from reading/,
  },
]
