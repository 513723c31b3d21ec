import { describe, expect, it } from 'vitest'
import { parseQuery } from './query'
import { resolveSearch } from './resolve'
import { accounts, indexesOf, repository } from './test-inventory'

const DEV = { account: '252775557553', region: 'us-west-2' }
const PROD = { account: '872569379934', region: 'us-west-2' }
const CCP = { account: '957591566260', region: 'eu-central-1' }

const indexes = indexesOf([
  repository(DEV, 'cwp/log'),
  repository(DEV, 'log'),
  repository(PROD, 'cwp/log'),
  repository(CCP, 'cwp/log'),
])

function resolve(typed: string) {
  return resolveSearch(indexes, accounts, parseQuery({ q: typed }), typed)
}

describe('Enter in the search', () => {
  it('goes to the first hit', () => {
    expect(resolve('log')).toEqual({ ...DEV, name: 'log' })
    expect(resolve('cwp/log account:prod')).toEqual({ ...PROD, name: 'cwp/log' })
  })

  it.each(['', '   ', 'nothing-like-it', 'log colour:red'])('goes nowhere for “%s”', (typed) => {
    expect(resolve(typed)).toBeUndefined()
  })

  it('goes to a pasted reference, even one that the inventory doesn’t know', () => {
    expect(resolve(`${PROD.account}.dkr.ecr.us-west-2.amazonaws.com/new/thing:1`)).toMatchObject({
      ...PROD,
      name: 'new/thing',
    })
    expect(resolve('arn:aws:ecr:us-west-2:000000000000:repository/new/thing')).toMatchObject({
      account: '000000000000',
      name: 'new/thing',
    })
  })

  it('looks an old console link up by region and name', () => {
    const link =
      'https://eu-central-1.console.aws.amazon.com/ecs/home?region=eu-central-1#/repositories/cwp:log'
    expect(resolve(link)).toEqual({ ...CCP, name: 'cwp/log' })
  })
})
