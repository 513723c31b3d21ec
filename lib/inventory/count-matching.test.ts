import { expect, it } from 'vitest'
import { resourcesKey } from '@/lib/policy/registry-side'
import { countByResources } from './count-matching'
import { indexOf, repository } from './test-inventory'

const REGISTRY = { account: '872569379934', region: 'us-west-2' }
const index = indexOf(
  REGISTRY,
  ['cwp/log', 'cwp/ui', 'hpid/ui'].map((name) => repository(REGISTRY, name)),
)

it.each([
  ['*', 3],
  ['arn:aws:ecr:us-west-2:872569379934:repository/cwp/*', 2],
  ['arn:aws:ecr:us-east-1:872569379934:repository/cwp/*', 0],
  [`arn:aws:ecr:*:*:repository/$\{aws:PrincipalTag/team}/*`, undefined],
])('counts the repositories that %s is about', (Resource, count) => {
  expect(countByResources(index, [{ Resource }])[resourcesKey({ Resource })]).toBe(count)
})
