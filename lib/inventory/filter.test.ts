import { describe, expect, it } from 'vitest'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import { filterOf } from './filter'
import { parseQuery, queryParameters } from './query'
import { search } from './search'
import { accounts, indexesOf, repository } from './test-inventory'
import { TYPED_FILTERS } from './typed-filters'

const DEV = { account: '252775557553', region: 'us-west-2' }
const CD = { account: '120744138334', region: 'us-west-2' }
const PROD = { account: '872569379934', region: 'us-west-2' }
const CCP_EU = { account: '957591566260', region: 'eu-central-1' }
const CCP_EAST = { account: '957591566260', region: 'us-east-1' }

const indexes = indexesOf([
  repository(DEV, 'cwp/log'),
  repository(DEV, 'cwplog'),
  repository(DEV, 'hpid/my-log', { scanOnPush: true }),
  repository(CD, 'hpid/runner'),
  repository(PROD, 'cwp/log', { mutability: 'IMMUTABLE' }),
  repository(PROD, 'cwp/api', { mutability: 'IMMUTABLE_WITH_EXCLUSION', scanOnPush: true }),
  repository(CCP_EU, 'cwp/log'),
  repository(CCP_EAST, 'ccp/log', { mutability: 'MUTABLE_WITH_EXCLUSION' }),
])

function at(registry: Registry, name: string): string {
  return `${registryKey(registry)} ${name}`
}

function found(parameters: Record<string, string>): string[] {
  const matches = search(indexes, filterOf(parseQuery(parameters), accounts))
  return Array.from(matches.inOrder('name'), ({ index, name }) => at(index.registry, name))
}

function unknownIn(q: string): string[] {
  return filterOf(parseQuery({ q }), accounts).unknown
}

const ALL = found({})

describe('a typed filter', () => {
  it.each([
    ['account:prod', [at(PROD, 'cwp/api'), at(PROD, 'cwp/log')]],
    ['account:HP-ID-PROD', [at(PROD, 'cwp/api'), at(PROD, 'cwp/log')]],
    ['account:120744138334', [at(CD, 'hpid/runner')]],
    ['account:cd', [at(CD, 'hpid/runner')]],
    ['account:ccp', [at(CCP_EAST, 'ccp/log'), at(CCP_EU, 'cwp/log')]],
    ['region:eu-central-1', [at(CCP_EU, 'cwp/log')]],
    ['region:eu', [at(CCP_EU, 'cwp/log')]],
    ['mutability:immutable', [at(PROD, 'cwp/log')]],
    ['mutability:immutable_with_exclusion', [at(PROD, 'cwp/api')]],
    ['mutability:mutable_with_exclusion', [at(CCP_EAST, 'ccp/log')]],
    ['is:inactive', [at(CCP_EAST, 'ccp/log'), at(CCP_EU, 'cwp/log')]],
    ['is:active org:hpid', [at(DEV, 'hpid/my-log'), at(CD, 'hpid/runner')]],
    ['org:cwp', [at(PROD, 'cwp/api'), at(DEV, 'cwp/log'), at(PROD, 'cwp/log'), at(CCP_EU, 'cwp/log')]],
    ['org:cw', []],
    ['scan:on', [at(PROD, 'cwp/api'), at(DEV, 'hpid/my-log')]],
    ['scan:on scan:off', []],
    ['org:cwp log account:prod scan:off', [at(PROD, 'cwp/log')]],
    ['log is:active org:cwp mutability:mutable', [at(DEV, 'cwp/log')]],
    ['region:us account:ccp', [at(CCP_EAST, 'ccp/log')]],
  ])('%s filters', (q, wanted) => {
    expect(found({ q })).toEqual(wanted)
    expect(unknownIn(q)).toEqual([])
  })

  it.each([
    'owner:me',
    'account:nobody',
    'account:000000000000',
    'region:mars',
    'mutability:maybe',
    'scan:perhaps',
    'is:nice',
    'acount:prod',
    'constructor:x',
  ])('%s is reported as unknown, and nothing matches', (q) => {
    expect(unknownIn(`log ${q}`)).toEqual([q])
    expect(found({ q: `log ${q}` })).toEqual([])
  })

  it.each(TYPED_FILTERS.map(({ name }) => `${name}:`))('%s does not filter yet', (q) => {
    expect(unknownIn(q)).toEqual([])
    expect(found({ q })).toEqual(ALL)
    expect(found({ q: `api ${q}` })).toEqual([at(PROD, 'cwp/api')])
  })

  it('reports every unknown one of several', () => {
    expect(unknownIn('owner:me scan:on colour:red')).toEqual(['owner:me', 'colour:red'])
  })
})

describe('the text of a search', () => {
  const LOGS = [at(DEV, 'cwp/log'), at(PROD, 'cwp/log'), at(CCP_EU, 'cwp/log')]

  it.each([
    ['CWP/Log', LOGS],
    ['  cwp/log\t', LOGS],
    ['cwp/log:1.2', LOGS],
    ['cwp/log:latest@sha256:0123', LOGS],
    ['cwp/log@sha256:0123', LOGS],
    ['my-log:1.2.3-rc.1', [at(DEV, 'hpid/my-log')]],
    ['run hpid', [at(CD, 'hpid/runner')]],
    ['cwp/log cwp/log', LOGS],
  ])('“%s” searches the name', (q, wanted) => {
    expect(found({ q })).toEqual(wanted)
  })

  it.each([
    ['an image', `${PROD.account}.dkr.ecr.us-west-2.amazonaws.com/cwp/log:1.2`],
    ['an image with a digest', `https://${PROD.account}.dkr.ecr.us-west-2.amazonaws.com/cwp/log@sha256:01`],
    ['an image in capitals', `${PROD.account}.dkr.ecr.us-west-2.amazonaws.com/CWP/Log`],
    ['an ARN', `arn:aws:ecr:us-west-2:${PROD.account}:repository/cwp/log`],
    [
      'a console link',
      `https://us-west-2.console.aws.amazon.com/ecr/repositories/private/${PROD.account}/cwp/log/_/details?region=us-west-2`,
    ],
  ])('that is %s finds that repository and no other', (_what, q) => {
    expect(found({ q })).toEqual([at(PROD, 'cwp/log')])
  })

  it('that is a link of the old console searches its region', () => {
    const q = 'https://eu-central-1.console.aws.amazon.com/ecs/home?region=eu-central-1#/repositories/cwp:log'
    expect(found({ q })).toEqual([at(CCP_EU, 'cwp/log')])
  })

  it('that is a link never finds a name across the space between two names', () => {
    const q = 'https://us-west-2.console.aws.amazon.com/ecs/home?region=us-west-2#/repositories/log%20cwp'
    expect(found({ q })).toEqual([])
  })

  it('that names an account nobody knows says so', () => {
    const q = 'arn:aws:ecr:us-west-2:000000000000:repository/cwp/log'
    expect(unknownIn(q)).toEqual(['account:000000000000'])
    expect(found({ q })).toEqual([])
  })

  it.each([
    ['10,000 characters', 'x'.repeat(10_000)],
    ['5,000 words', 'ab '.repeat(5000)],
    ['control characters', '\0\u0001\u001b\u007f'],
    ['a regular expression', '.*'],
    ['an unclosed group', '(cwp[/log'],
    ['a backslash', 'cwp\\/log'],
    ['letters of another script', 'журнал 😀'],
    ['only colons', ':: : :::'],
    ['half a surrogate pair', '\ud83d'],
  ])('may be %s, which no name holds', (_what, q) => {
    expect(found({ q })).toEqual([])
    expect(unknownIn(q)).toEqual([])
  })

  it('can be of any length, even if no address has shortened it', () => {
    const query = { ...parseQuery({}), q: `${'cwp/log '.repeat(1000)}${'x'.repeat(10_000)}` }
    expect(search(indexes, filterOf(query, accounts)).repositories).toBe(0)
  })

  it('of nothing but space finds everything', () => {
    expect(found({ q: ' \t\n ' })).toEqual(ALL)
  })
})

describe('a chosen filter', () => {
  it.each([
    [{ account: PROD.account }, [at(PROD, 'cwp/api'), at(PROD, 'cwp/log')]],
    [{ region: 'eu-central-1' }, [at(CCP_EU, 'cwp/log')]],
    [{ active: 'no' }, [at(CCP_EAST, 'ccp/log'), at(CCP_EU, 'cwp/log')]],
    [{ active: 'yes', organisation: 'hpid' }, [at(DEV, 'hpid/my-log'), at(CD, 'hpid/runner')]],
    [{ mutability: 'IMMUTABLE' }, [at(PROD, 'cwp/log')]],
    [{ scan: 'yes' }, [at(PROD, 'cwp/api'), at(DEV, 'hpid/my-log')]],
    [{ scan: 'no', q: 'scan:on' }, []],
    [{ account: '000000000000' }, []],
  ])('%o filters', (parameters, wanted) => {
    const given: Record<string, string> = Object.fromEntries(Object.entries(parameters))
    expect(found(given)).toEqual(wanted)
  })

  it('that makes no sense counts as not given', () => {
    const nonsense = {
      account: 'x',
      region: '../..',
      organisation: 'log cwp',
      page: '-3',
      sort: 'evil',
      mutability: 'NEW',
      scan: '1',
      active: '',
    }
    const query = parseQuery(nonsense)
    expect(query).toEqual(parseQuery({}))
  })

  it('stays when another one changes, and the page does not', () => {
    const query = parseQuery({ q: 'log', page: '2', account: DEV.account })
    expect(queryParameters(query, { account: PROD.account })).toMatchObject({
      q: 'log',
      account: PROD.account,
      page: undefined,
    })
  })
})
