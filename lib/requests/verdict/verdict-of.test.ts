import { describe, expect, it } from 'vitest'
import { parsePolicy } from '@/lib/policy/document'
import { evaluate } from '@/lib/policy/evaluate/evaluate'
import cases from '@/lib/requests/cases/denied-messages.json'
import { readDeniedMessage } from '@/lib/requests/message/denied-message'
import { judgedCall } from './judged-call'
import type { Evaluation, RepositoryFacts } from './verdict'
import { verdictOf } from './verdict-of'

const accounts = [
  { id: '957591566260', name: 'ccp-dev' },
  { id: '872569379934', name: 'hp-id-prod' },
  { id: '252775557553', name: 'hp-id-dev' },
]
const style = { shell: 'posix', client: 'docker' } as const
const ref = { account: '872569379934', region: 'us-west-2', name: 'cwp/fluentd' }
const BOT = 'arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions'
const OWN = 'arn:aws:iam::872569379934:user/builder'
const NO_RESOURCE = 'because no resource-based policy allows the ecr:BatchGetImage action'
const NO_IDENTITY = 'because no identity-based policy allows the ecr:BatchGetImage action'

function refusal(who: string, reason: string, action = 'ecr:BatchGetImage') {
  return `denied: User: ${who} is not authorized to perform: ${action} on resource: arn:aws:ecr:us-west-2:872569379934:repository/cwp/fluentd ${reason}`
}

function judge(text: string, repository?: RepositoryFacts) {
  return verdictOf({ message: readDeniedMessage(text), accounts, style, repository })
}

function found(
  outcome: Evaluation['outcome'],
  more: Partial<Evaluation> = {},
  statements = 3,
): RepositoryFacts {
  return {
    ref,
    state: 'found',
    statements,
    evaluation: {
      outcome,
      statements: [],
      registryStatements: [],
      missing: [],
      needsRegistry: outcome !== 'denied',
      ...more,
    },
  }
}

describe('a denial across accounts', () => {
  it('that the policy doesn’t grant (snapshot)', () => {
    expect(judge(refusal(BOT, NO_RESOURCE), found('not-granted'))).toEqual({
      tone: 'error',
      title: 'The repository doesn’t let ccp-dev (957591566260) pull.',
      sentences: [
        'No statement in its policy lets role release-bot in ccp-dev (957591566260) pull.',
        'The repository has to grant access, and ccp-dev (957591566260) has to allow it in the caller’s IAM policy.',
      ],
      steps: [],
      cannotSee: [
        'what ccp-dev (957591566260) allows its own users and roles',
        'organisation policies',
        'the registry policy',
      ],
      side: 'repository',
    })
  })

  it('without a policy says so', () => {
    expect(judge(refusal(BOT, NO_RESOURCE), found('not-granted', {}, 0)).sentences[0]).toBe(
      'It has no policy, so only its own account can use it.',
    )
  })

  it('that AWS blames on the caller’s IAM policies, and the policy doesn’t grant, needs both', () => {
    expect(judge(refusal(BOT, NO_IDENTITY), found('not-granted')).sentences[1]).toMatch(
      /must allow it there too/,
    )
  })

  it('that the policy grants is up to the caller’s side', () => {
    const verdict = judge(refusal(BOT, NO_IDENTITY), found('allowed', { statements: [1] }))
    expect(verdict.title).toBe('The repository lets role release-bot in ccp-dev (957591566260) pull.')
    expect(verdict.sentences).toEqual([
      'Its policy allows it (statement 2), so the refusal most likely comes from the caller’s side.',
      'Whoever manages ccp-dev (957591566260) must allow ecr:BatchGetImage there. As far as we can see, nothing needs to change on the repository.',
    ])
    expect(verdict.side).toBe('caller')
  })

  it('that AWS blames on the policy, which grants it now, has been solved', () => {
    const verdict = judge(
      refusal(BOT, NO_RESOURCE),
      found('allowed', { statements: [0, 2], needsRegistry: false }),
    )
    expect(verdict.tone).toBe('ok')
    expect(verdict.sentences[0]).toMatch(
      /changed since and now allows this \(statements 1 and 3\)\. Try again\.$/,
    )
  })

  it('that the repository’s policy grants may be the registry’s, while that isn’t known', () => {
    const verdict = judge(refusal(BOT, NO_RESOURCE), found('allowed', { statements: [0] }))
    expect(verdict.sentences.join(' ')).toContain('AWS also evaluates the registry’s own policy')
    expect(verdict.sentences.join(' ')).not.toContain('changed since')
    expect(verdict.side).toBe('repository')
  })

  it.each([
    [
      found('denied', { registryStatements: [1] }),
      /^The registry forbids/,
      /^The registry’s own policy denies it \(statement 2 of the registry’s policy\)\./,
    ],
    [
      found('denied', { statements: [2] }),
      /^The repository forbids/,
      /^Its policy denies it \(statement 3\)\./,
    ],
    [
      found('conditional', { statements: [0] }),
      /only under a condition/,
      /\(statement 1\), but the call that failed/,
    ],
    [
      found('partly', { statements: [0], missing: ['ecr:PutImage', 'ecr:UploadLayerPart'] }),
      /only part/,
      /\(statement 1\)\. Missing: ecr:PutImage and ecr:UploadLayerPart\.$/,
    ],
  ])('names the statement that decides: %j', (repository, title, sentence) => {
    const verdict = judge(refusal(BOT, NO_RESOURCE, 'ecr:PutImage'), repository)
    expect(verdict.title).toMatch(title)
    expect(verdict.sentences[0]).toMatch(sentence)
    expect(verdict.side).toBe('repository')
  })
})

describe('a denial within one account', () => {
  it('can be solved on either side', () => {
    const verdict = judge(refusal(OWN, NO_IDENTITY), found('by-identity', {}, 1))
    expect(verdict.title).toBe('Nothing we can see lets user builder in hp-id-prod (872569379934) pull.')
    expect(verdict.sentences[0]).toMatch(
      /either .* is enough\. No statement in the repository’s policy allows it\.$/,
    )
    expect(verdict.side).toBe('either')
  })
})

describe('a denial that no repository policy can lift', () => {
  it.each([
    ['with an explicit deny in a service control policy'],
    ['with an explicit deny in an identity-based policy'],
    ['because no permissions boundary allows the ecr:BatchGetImage action'],
    ['because no VPC endpoint policy allows the ecr:BatchGetImage action'],
  ])('is up to the caller, whatever the repository grants: %s', (reason) => {
    const verdict = judge(refusal(BOT, reason), found('not-granted'))
    expect(verdict.side).toBe('caller')
    expect(verdict.title).not.toMatch(/^The repository doesn’t/)
  })

  it.each(['ecr:CreateRepository', 'ecr:DescribeRegistry'])('is about the registry: %s', (action) => {
    const verdict = judge(refusal(OWN, NO_IDENTITY, action), found('not-granted'))
    expect(verdict.side).toBe('caller')
    expect(verdict.sentences.join(' ')).not.toMatch(/statement/)
  })

  it('is a denied login', () => {
    const text = `User: ${BOT} is not authorized to perform: ecr:GetAuthorizationToken on resource: *`
    expect(judge(text, found('not-granted')).side).toBe('caller')
  })
})

describe('what can’t be seen', () => {
  it('gives no verdict: a masked caller', () => {
    const verdict = judge(refusal('arn:aws:iam::***:user/builder', NO_RESOURCE), {
      ref,
      state: 'found',
      statements: 3,
    })
    expect(verdict.side).toBeUndefined()
    expect(verdict.sentences).toContain(
      'The caller’s ARN isn’t known, so we couldn’t check it against the repository’s policy.',
    )
  })

  it('is reported with its reason: a registry that doesn’t answer', () => {
    const verdict = judge(refusal(BOT, NO_RESOURCE), {
      ref,
      state: 'unseen',
      reason: 'hp-id-prod does not answer.',
    })
    expect(verdict.sentences).toContain('hp-id-prod does not answer.')
    expect(verdict.side).toBeUndefined()
  })
})

describe('a repository that does not exist', () => {
  const missing: RepositoryFacts = { ref, state: 'missing', elsewhere: [] }

  it.each([
    refusal(BOT, NO_RESOURCE),
    'pull access denied for 872569379934.dkr.ecr.us-west-2.amazonaws.com/cwp/fluentd, repository does not exist',
    "name unknown: The repository with name 'cwp/fluentd' does not exist in the registry with id '872569379934'",
  ])('gives that verdict, whatever the error says: %s', (text) => {
    expect(judge(text, missing).title).toBe(
      'There is no cwp/fluentd in hp-id-prod (872569379934), us-west-2.',
    )
  })

  it('says where it is instead', () => {
    const elsewhere = [{ ...ref, account: '252775557553' }]
    expect(judge(refusal(BOT, NO_RESOURCE), { ...missing, elsewhere }).sentences[0]).toBe(
      'A repository with this name is in hp-id-dev (252775557553), us-west-2. Use that registry’s host name.',
    )
  })

  it('isn’t the verdict for someone trying to create it', () => {
    expect(judge(refusal(BOT, NO_IDENTITY, 'ecr:CreateRepository'), missing).title).not.toMatch(/There is no/)
  })
})

it('the policy is judged as it stands, for the whole pull', () => {
  const policy = parsePolicy(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::957591566260:root' },
          Action: 'ecr:BatchGetImage',
        },
      ],
    }),
  )
  const message = readDeniedMessage(refusal(BOT, NO_RESOURCE, 'ecr:GetDownloadUrlForLayer'))
  const call = judgedCall(message)
  if (!policy.ok || !call) throw new Error('the table of this test is wrong')
  const evaluation = evaluate(policy.document, call.subject, call.actions, { owner: ref.account })
  const verdict = verdictOf({
    message,
    accounts,
    style,
    repository: { ref, state: 'found', statements: 1, evaluation },
  })
  expect(verdict.title).toBe(
    'The repository lets role release-bot in ccp-dev (957591566260) do only part of it.',
  )
  expect(verdict.sentences[0]).toMatch(/Missing: ecr:GetDownloadUrlForLayer\.$/)
})

it('when the answer is to log in, the command is a step', () => {
  const text = 'denied: Your authorization token has expired. Reauthenticate and try again.'
  expect(judge(text, { ref, state: 'found', statements: 0 }).steps).toEqual([
    {
      id: 'log-in',
      title: 'Log in',
      command:
        'aws ecr get-login-password --region us-west-2 | docker login --username AWS --password-stdin 872569379934.dkr.ecr.us-west-2.amazonaws.com',
      note: 'Needs the AWS CLI, version 2 or at least 1.17.10. Lasts 12 hours.',
    },
  ])
})

describe('the policy is asked', () => {
  it.each([
    [BOT, 'session'],
    [OWN, 'user'],
    ['arn:aws:iam::957591566260:role/service/bot', 'role'],
    ['arn:aws:iam::957591566260:root', 'account'],
  ])('about the caller as what it is: %s', (who, kind) => {
    expect(judgedCall(readDeniedMessage(refusal(who, '')))?.subject.kind).toBe(kind)
  })

  it('about the whole push when one of its actions failed', () => {
    expect(judgedCall(readDeniedMessage(refusal(BOT, '', 'ecr:UploadLayerPart')))?.actions).toHaveLength(6)
    expect(judgedCall(readDeniedMessage(refusal(BOT, '', 'ecr:ListImages')))?.actions).toEqual([
      'ecr:ListImages',
    ])
  })

  it('about no one if the caller is masked', () => {
    expect(judgedCall(readDeniedMessage(refusal('arn:aws:iam::***:user/builder', '')))).toBeUndefined()
  })
})

it.each(cases.map(({ tool, text }, index) => [`${tool} (${index + 1})`, text] as const))(
  'there is a verdict in sentences on %s, without the repository and with it',
  (_tool, text) => {
    for (const repository of [undefined, found('not-granted'), found('allowed', { statements: [0] })]) {
      const { title, sentences } = judge(text, repository)
      for (const sentence of [title, ...sentences]) expect(sentence).toMatch(/^[A-Z][^\n]+\.$/)
      expect([title, ...sentences].join(' ')).not.toMatch(/undefined|\s{2}|\.\./)
    }
  },
)
