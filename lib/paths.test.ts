import { describe, expect, it } from 'vitest'
import { ownPath, paths } from './paths'

describe('addresses', () => {
  it('writes a repository as the console does, and leaves out what is empty', () => {
    const ref = { account: '252775557553', region: 'us-west-2', name: 'cwp/a' }
    expect(paths.repository(ref)).toBe('/registries/252775557553/us-west-2/cwp:a')
    expect(paths.repository(ref, 'permissions')).toBe('/registries/252775557553/us-west-2/cwp:a/permissions')
    expect(paths.repositories({ q: '', page: undefined, region: 'us-west-2' })).toBe(
      '/repositories?region=us-west-2',
    )
  })

  it.each([
    ['/requests/1?x=1', '/requests/1?x=1'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/x/..//evil.example', '/'],
    ['/%2e//evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/sign-in?next=/x', '/'],
    ['/requests/7?_rsc=1ab2c', '/requests/7'],
    ['/repositories?q=a%20b', '/repositories?q=a%20b'],
    [undefined, '/'],
    [['/a', '/b'], '/'],
  ])('goes to %s only if it is a page of ours', (asked, path) => {
    expect(ownPath(asked)).toBe(path)
  })

  it.each([
    ['https://ecr.example/guide?x=1', '/guide?x=1'],
    ['https://ecr.example//evil.example', '/'],
    ['https://ecr.example.evil.example/', '/'],
    ['https://ecr.example@evil.example/', '/'],
  ])('takes %s with our own origin for %s', (asked, path) => {
    expect(ownPath(asked, 'https://ecr.example')).toBe(path)
  })
})
