import { expect, it } from 'vitest'
import type { Json } from './json/json'
import { appliesTo, type RegistryScope, registryStatements } from './registry-side'
import { policyOf } from './test-policies'

const ARN = 'arn:aws:ecr:us-west-2:872569379934:repository/cwp/fluentd'

function statement(more: { [key: string]: Json }): Json {
  return { Effect: 'Allow', Principal: { AWS: '120744138334' }, Action: 'ecr:*', Resource: '*', ...more }
}

function here(scope: RegistryScope, ...statements: Json[]) {
  return registryStatements({ state: 'known', scope, document: policyOf(statements) }, ARN)
}

const THIS_REGISTRY = 'arn:aws:ecr:us-west-2:872569379934:repository'

it.each([
  { about: 'every repository', resource: { Resource: '*' }, applies: true },
  { about: 'every repository of the registry', resource: { Resource: `${THIS_REGISTRY}/*` }, applies: true },
  { about: 'a prefix', resource: { Resource: `${THIS_REGISTRY}/cwp/*` }, applies: true },
  { about: 'one of several', resource: { Resource: [`${THIS_REGISTRY}/x`, '*/cwp/fluentd'] }, applies: true },
  { about: 'another prefix', resource: { Resource: `${THIS_REGISTRY}/hpid/*` }, applies: false },
  { about: 'another region', resource: { Resource: 'arn:aws:ecr:us-east-1:*:repository/*' }, applies: false },
  { about: 'all others', resource: { NotResource: '*:repository/hpid/*' }, applies: true },
  { about: 'all but this one', resource: { NotResource: '*:repository/cwp/*' }, applies: false },
  { about: 'nothing', resource: {}, applies: false },
])('of a statement about $about', ({ resource, applies }) => {
  const written = { Effect: 'Allow', Principal: { AWS: '120744138334' }, Action: 'ecr:*', ...resource }
  expect(here('V2', written)).toHaveLength(applies ? 1 : 0)
})

it('statements keep their places in the policy of the registry', () => {
  const other = statement({ Resource: 'arn:aws:ecr:*:*:repository/hpid/*' })
  expect(here('V2', other, statement({}))?.map(({ index }) => index)).toEqual([1])
})

it('under V1 only replication, pull-through caches and creation are left', () => {
  expect(here('V1', statement({}))?.[0]).toMatchObject({
    actions: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository', 'ecr:ReplicateImage'],
    notAction: false,
  })
  expect(here('V1', statement({ Action: 'ecr:BatchGetImage' }))?.[0]?.actions).toEqual([])
})

it('a variable in a Resource is not decided, unless another pattern decides', () => {
  const variable = `arn:aws:ecr:*:*:repository/$\{aws:PrincipalAccount}/*`
  expect(here('V2', statement({ Resource: variable }))).toBeUndefined()
  expect(appliesTo({ patterns: [variable, '*'], not: false }, ARN)).toBe(true)
})

it('what could not be read is not taken for a registry without a policy', () => {
  expect(registryStatements({ state: 'unknown', reason: 'AWS denied it.' }, ARN)).toBeUndefined()
  expect(registryStatements({ state: 'known', scope: 'V2', document: undefined }, ARN)).toEqual([])
})
