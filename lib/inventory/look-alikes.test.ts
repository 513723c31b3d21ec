import { describe, expect, it } from 'vitest'
import { lookAlikes } from './look-alikes'
import { indexesOf, indexOf, repository } from './test-inventory'

const DEV = { account: '252775557553', region: 'us-west-2' }
const PROD = { account: '872569379934', region: 'us-west-2' }
const CCP = { account: '957591566260', region: 'eu-central-1' }

const indexes = indexesOf([
  repository(DEV, 'cwp/log'),
  repository(DEV, 'logger'),
  repository(PROD, 'cwp/log'),
  repository(CCP, 'cwp/log'),
])

describe('look-alikes of a new name', () => {
  it.each([
    ['cwp/log', ['cwp/log', 'cwp/log', 'cwp/log']],
    ['cwp-log', ['cwp/log', 'cwp/log', 'cwp/log']],
    ['cwplog', ['cwp/log', 'cwp/log', 'cwp/log']],
    ['loger', ['logger']],
    ['loggers', ['logger']],
    ['lugger', ['logger']],
    ['lgoger', []],
    ['something/else', []],
    ['', []],
  ])('of %s', (name, wanted) => {
    expect(lookAlikes(indexes, name).map((ref) => ref.name)).toEqual(wanted)
  })

  it('are the same name first, then other separators, then other letters', () => {
    const names = ['cwp-log', 'cwp/log', 'cwp/logs', 'cwp.log']
    const one = [
      indexOf(
        DEV,
        names.map((name) => repository(DEV, name)),
      ),
    ]
    expect(lookAlikes(one, 'cwp/log').map(({ name }) => name)).toEqual([
      'cwp/log',
      'cwp-log',
      'cwp.log',
      'cwp/logs',
    ])
  })

  it('of one name are in the order of the accounts file, and at most six', () => {
    const registries = Array.from({ length: 80 }, (_, at) => ({
      account: `${100_000_000_000 + at}`,
      region: 'x',
    }))
    const many = registries.map((registry) => indexOf(registry, [repository(registry, 'cwp/log')]))
    expect(lookAlikes(many, 'cwp/log').map(({ account }) => account)).toEqual(
      registries.slice(0, 6).map(({ account }) => account),
    )
  })
})
