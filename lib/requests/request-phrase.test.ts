import { expect, test } from 'vitest'
import type { Proposal } from './model'
import { requestPhrase } from './request-phrase'

function allow(...Action: string[]): Proposal {
  return { kind: 'statement', statement: JSON.stringify({ Effect: 'Allow', Principal: '*', Action }) }
}

test.each<[action: string, proposal: Proposal | undefined, words: string]>([
  ['ecr:BatchGetImage', undefined, 'pull'],
  ['ecr:PutImage', undefined, 'push'],
  ['ecr:CreateRepository', undefined, 'create'],
  ['ecr:GetAuthorizationToken', undefined, 'log in for'],
  ['ecr:BatchDeleteImage', undefined, 'delete images in'],
  ['docker pull', undefined, 'pull'],
  ['the nightly build', undefined, 'do “the nightly build” with'],
  ['ecr:PutImage', allow('ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'), 'pull'],
  ['ecr:PutImage', allow('ecr:*'), 'do everything with'],
  ['docker push', allow('ecr:DescribeImages', 'ecr:ListImages'), 'list images in'],
  ['ecr:PutImage', { kind: 'policy', base: null, draft: '{}' }, 'change the permissions of'],
  ['ecr:PutImage', { kind: 'statement', statement: '{"Effect":"Deny"}' }, 'deny access to'],
  ['ecr:PutImage', { kind: 'statement', statement: 'no JSON' }, 'push'],
])('%s, proposing %j, asks to %s', (action, proposal, words) => {
  const { verb, preposition } = requestPhrase({ action, proposal })
  expect([verb, preposition].filter(Boolean).join(' ')).toBe(words)
})
