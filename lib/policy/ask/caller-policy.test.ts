import { describe, expect, it } from 'vitest'
import cases from '@/lib/policy/cases/request-policy.json'
import { callerPolicy } from './caller-policy'

const ARN = 'arn:aws:ecr:us-west-2:252775557553:repository/cwp/test-container'

describe('the policy that the caller needs on the other side', () => {
  it.each(cases)('$name', ({ actions, statements }) => {
    expect(JSON.parse(callerPolicy(actions, ARN))).toEqual({
      Version: '2012-10-17',
      Statement: statements.map(({ Action, Resource }) => ({
        Effect: 'Allow',
        Action,
        Resource: Resource === '*' ? '*' : ARN,
      })),
    })
  })

  it('is formatted for people', () => {
    expect(callerPolicy(['ecr:PutImage'], ARN).split('\n').slice(0, 8)).toEqual([
      '{',
      '  "Version": "2012-10-17",',
      '  "Statement": [',
      '    {',
      '      "Effect": "Allow",',
      '      "Action": [',
      '        "ecr:PutImage"',
      '      ],',
    ])
  })
})
