import { expect, it } from 'vitest'
import type { Json } from '@/lib/policy/json/json'
import { finish } from '@/lib/policy/prove/steps'
import type { RegistryScope } from '@/lib/policy/registry-side'
import { policyOf } from '@/lib/policy/test-policies'
import { registryEffects } from './registry-effects'
import { repositoryGroups } from './registry-groups'

const OWNER = '872569379934'
const registry = { account: OWNER, region: 'us-west-2' }
const names = ['cwp/a', 'cwp/prod-a', 'hpid/prod-b', 'tools']
const arn = (name: string) => `arn:aws:ecr:us-west-2:${OWNER}:repository/${name}`

function statement(Resource: Json, more: { [key: string]: Json } = {}): { [key: string]: Json } {
  return {
    Effect: 'Allow',
    Principal: { AWS: '957591566260' },
    Action: 'ecr:BatchGetImage',
    Resource,
    ...more,
  }
}

function groups(
  before: { [key: string]: Json }[],
  after: { [key: string]: Json }[],
  scope: RegistryScope = 'V2',
) {
  return finish(repositoryGroups(policyOf(before), policyOf(after), { registry, scope, names }))
}

it('puts repositories together to which the same statements apply', () => {
  const found = groups([], [statement(arn('cwp/*')), statement(arn('*prod*'))])
  expect(found?.map((group) => group.names)).toEqual([['cwp/a'], ['cwp/prod-a'], ['hpid/prod-b']])
  expect(found?.map(({ after }) => after?.statements.length)).toEqual([1, 2, 1])
})

it('has a name where patterns meet, although no repository is called so', () => {
  const deny = statement(arn('x/*'), { Effect: 'Deny' })
  const [meeting] =
    groups([statement(arn('*-prod')), deny], [statement(arn('*-prod'))])?.filter(
      ({ before }) => before?.statements.length === 2,
    ) ?? []
  expect(meeting).toMatchObject({ names: [], example: expect.stringMatching(/^x\/.*-prod$/) })
})

it('leaves out what makes no difference, and what the scope does not enforce', () => {
  const same = statement(arn('cwp/*'))
  expect(groups([same], [same])).toEqual([])
  expect(groups([], [same], 'V1')).toEqual([])
  expect(groups([], [statement('*', { Action: 'ecr:*' })], 'V1')?.[0]?.after?.statements).toMatchObject([
    { Action: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository', 'ecr:ReplicateImage'] },
  ])
})

it('cannot tell with a variable, or with more kinds of repositories than anyone reads', () => {
  expect(groups([], [statement(`arn:aws:ecr:*:*:repository/$\{aws:PrincipalTag/team}/*`)])).toBeUndefined()
  const many = Array.from({ length: 60 }, (_, at) => statement(arn(`team-${at}/*`)))
  expect(groups([], many)).toBeUndefined()
})

it('is dangerous to everyone else, to the portal and where names do not exist yet', () => {
  const context = {
    registry,
    scope: 'V2' as const,
    names,
    accounts: [
      { id: OWNER, name: 'hp-id-prod', active: true, roles: { read: 'portal-read', write: 'portal-write' } },
    ],
    organizationIds: [],
  }
  const effects = (after: { [key: string]: Json }) =>
    finish(registryEffects(undefined, policyOf([after]), context))
  const open = effects(statement(arn('new/*'), { Principal: '*' }))
  expect(open.effects).toMatchObject([{ count: 0, dangers: [expect.stringMatching(/to everyone/)] }])
  const role = { AWS: `arn:aws:iam::${OWNER}:role/portal-write` }
  const locked = effects(statement('*', { Effect: 'Deny', Principal: role, Action: 'ecr:PutRegistryPolicy' }))
  expect(locked.lockOuts).toEqual(['This would stop the portal from changing the permissions again.'])
})
