import { expect, it } from 'vitest'
import { resourcePrefix, resourceWords } from './resource-words'

const REGISTRY = { account: '872569379934', region: 'us-west-2' }
const HERE = 'arn:aws:ecr:us-west-2:872569379934:repository'

it.each([
  [{ Resource: '*' }, 'every repository in this registry', ''],
  [{ Resource: `${HERE}/*` }, 'every repository in this registry', ''],
  [{ Resource: ['*', `${HERE}/*`] }, 'every repository in this registry', undefined],
  [{ Resource: `${HERE}/cwp/*` }, 'repositories whose names begin with “cwp/”', 'cwp/'],
  [{ Resource: `${HERE}/*/base` }, 'repositories whose names match “*/base”', undefined],
  [{ Resource: `${HERE}/cwp/log` }, 'the repository “cwp/log”', undefined],
  [
    { Resource: [`${HERE}/cwp/*`, `${HERE}/hpid/ui`] },
    'repositories whose names begin with “cwp/” and the repository “hpid/ui”',
    undefined,
  ],
  [
    { Resource: 'arn:aws:ecr:*:872569379934:repository/cwp/*' },
    'repositories that match “arn:aws:ecr:*:872569379934:repository/cwp/*”',
    undefined,
  ],
  [
    { NotResource: `${HERE}/cwp/*` },
    'every repository except repositories whose names begin with “cwp/”',
    undefined,
  ],
  [{}, 'no repository', undefined],
])('says which repositories %j is about', (statement, words, prefix) => {
  expect(resourceWords(statement, REGISTRY)).toBe(words)
  expect(resourcePrefix(statement, REGISTRY)).toBe(prefix)
})
