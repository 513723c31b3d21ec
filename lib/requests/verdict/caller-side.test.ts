import { describe, expect, it } from 'vitest'
import { readDeniedMessage } from '@/lib/requests/message/denied-message'
import { callerSide } from './caller-side'
import type { Verdict } from './verdict'

const BOT = 'arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions'
const OWN = 'arn:aws:iam::872569379934:user/builder'
const ARN = 'arn:aws:ecr:us-west-2:872569379934:repository/cwp/fluentd'

function refusal(who: string, because: string, action = 'ecr:BatchGetImage', resource = ARN) {
  return `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${because}`
}

function side(text: string, verdict: Partial<Verdict> = {}) {
  const whole: Verdict = { tone: 'error', title: '', sentences: [], steps: [], cannotSee: [], ...verdict }
  return callerSide(readDeniedMessage(text), whole)
}

const NO_IDENTITY = 'because no identity-based policy allows the ecr:BatchGetImage action'
const NO_RESOURCE = 'because no resource-based policy allows the ecr:BatchGetImage action'

describe('the policy for the caller’s own account', () => {
  it('decides if AWS blames that side, and covers a whole pull', () => {
    const told = side(refusal(BOT, NO_IDENTITY))
    expect(told).toMatchObject({ account: '957591566260', decides: true })
    expect(JSON.parse(told?.policy ?? '').Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Resource: ARN,
      },
      { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
    ])
  })

  it('is needed in addition to the repository’s, across accounts', () => {
    expect(side(refusal(BOT, NO_RESOURCE), { side: 'repository' })).toMatchObject({ decides: false })
  })

  it('is for the whole registry if the action is', () => {
    const refused = refusal(BOT, NO_IDENTITY, 'ecr:GetAuthorizationToken', '*')
    const told = side(refused, { side: 'caller' })
    expect(JSON.parse(told?.policy ?? '').Statement).toEqual([
      { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
    ])
  })

  it.each([
    ['in the repository’s own account its policy decides', refusal(OWN, NO_RESOURCE), { side: 'repository' }],
    ['in the repository’s own account nobody names it', refusal(OWN, NO_RESOURCE), {}],
    ['a deny is in the way', refusal(BOT, 'with an explicit deny in an identity-based policy'), {}],
    [
      'the organisation forbids it',
      refusal(BOT, 'because no service control policy allows the ecr:BatchGetImage action'),
      {},
    ],
    ['the repository lets them in by now', refusal(BOT, NO_RESOURCE), { tone: 'ok', side: 'caller' }],
    ['it is another service', refusal(BOT, NO_IDENTITY, 's3:GetObject', 'arn:aws:s3:::bucket/key'), {}],
    ['nobody was refused', 'no basic auth credentials', {}],
    ['the repository is not told', refusal(BOT, NO_IDENTITY, 'ecr:BatchGetImage', '*'), {}],
  ] as const)('is not offered where %s', (_where, text, verdict) => {
    expect(side(text, verdict)).toBeUndefined()
  })
})
