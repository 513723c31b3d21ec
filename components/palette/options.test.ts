import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupsOf } from './options'

const DEV = { account: '252775557553', region: 'us-west-2' }
const PROD = { account: '872569379934', region: 'us-west-2' }
const ACCOUNTS = [
  { id: DEV.account, name: 'hp-id-dev' },
  { id: PROD.account, name: 'hp-id-prod' },
]
const NOTHING = {
  last: undefined,
  slow: false,
  recent: [],
  here: undefined,
  accounts: ACCOUNTS,
  user: { id: 'ana', role: 'engineer' },
} as const

type Known = Parameters<typeof groupsOf>[0]

function groupsNamed(names: string[]) {
  return names.map((name) => ({ name, rows: [{ ...DEV, mutability: 'MUTABLE' }] }))
}

function answered(q: string, names: string[], repositories = names.length, near: string[] = []) {
  const counts = { repositories, registries: 1, page: 1, pages: 1, unknown: [], creatable: false }
  return { q, answer: { groups: groupsNamed(names), near: groupsNamed(near), ...counts } }
}

/** The groups as a person reads them. */
function shown(known: Partial<Known> & { q: string }): Record<string, string[]> {
  return Object.fromEntries(
    groupsOf({ ...NOTHING, ...known }).map(({ name, options }) => [
      name,
      options.map((option) => (option.kind === 'repository' ? option.ref.name : option.name)),
    ]),
  )
}

describe('without a text', () => {
  const recent = ['cwp/a', 'cwp/b'].map((name) => ({ ...DEV, name }))

  it('what was opened last comes first, then every page and action', () => {
    expect(shown({ q: '', recent })).toEqual({
      Recent: ['cwp/a', 'cwp/b'],
      Pages: ['Find', 'Repositories', 'Access', 'Requests', 'Activity', 'Guide'],
      Actions: [
        'Create a repository',
        'Why was I denied?',
        'Switch between light and dark theme',
        'Show keyboard shortcuts',
      ],
    })
  })

  it('the repository that is open is left out, and its pages are there', () => {
    const here = { ...DEV, name: 'cwp/a' }
    expect(shown({ q: '', recent, here })).toMatchObject({
      Recent: ['cwp/b'],
      'This repository': ['Images', 'Permissions', 'Settings', 'History'],
    })
    expect(shown({ q: '', recent, here: { ...here, ...PROD } }).Recent).toEqual(['cwp/a', 'cwp/b'])
  })
})

describe('with a text', () => {
  it('eight repositories come first, with a link to all of them', () => {
    const names = Array.from({ length: 12 }, (_, each) => `cwp/r${each}`)
    const { Repositories = [] } = shown({ q: 'cwp', last: answered('cwp', names, 1234) })
    expect(Repositories).toEqual([...names.slice(0, 8), 'See all 1,234'])
  })

  it('what one typing error would have made of it is offered as such, before creating it', () => {
    const last = answered('kibanna', [], 0, ['cwp/kibana'])
    expect(Object.entries(shown({ q: 'kibanna', last }))).toEqual([
      ['Did you mean', ['cwp/kibana']],
      ['New', ['Create kibanna']],
    ])
    expect(shown({ q: 'kibann', last })['Did you mean']).toBeUndefined()
  })

  it('pages and actions are found by the beginnings of their words', () => {
    const last = answered('acc', [])
    expect(shown({ q: 'acc', last })).toEqual({
      Pages: ['Access'],
      Actions: ['Why was I denied?'],
      New: ['Create acc'],
    })
    expect(shown({ q: 'hist', last: answered('hist', []), here: { ...DEV, name: 'cwp/a' } })).toMatchObject({
      'This repository': ['History'],
    })
  })

  it.each([
    ['a new name is offered', 'cwp/new', ['cwp/new-thing'], 'Create cwp/new'],
    ['a name that exists is not', 'cwp/a', ['cwp/a', 'cwp/a-too'], undefined],
    ['what is no name is not', 'Cwp A', [], undefined],
    ['creating alone is found, too', 'crea rep', [], 'Create a repository'],
  ])('creating: %s', (_what, q, names, expected) => {
    const { New, Actions } = shown({ q, last: answered(q, names) })
    expect((New ?? Actions)?.[0]).toBe(expected)
  })
})

describe('while an answer is awaited', () => {
  it('only the last rows that also match the new text stay', () => {
    const last = answered('flu', ['cwp/fluentd', 'cwp/influx'])
    expect(shown({ q: 'flue', last }).Repositories).toEqual(['cwp/fluentd'])
    expect(shown({ q: 'CWP flu', last }).Repositories).toEqual(['cwp/fluentd', 'cwp/influx'])
  })

  it('nothing is shown that the answer could push away, unless it is late', () => {
    const last = answered('flu', ['cwp/fluentd'])
    expect(shown({ q: 'guide', last })).toEqual({})
    expect(shown({ q: 'guide', last, slow: true })).toEqual({ Pages: ['Guide'] })
  })
})

describe('when there is no answer', () => {
  it.each([
    ['unanswered', 'Search for “cwp” again'],
    ['signed-out', 'Sign in and search for “cwp”'],
  ] as const)('%s, the same question is offered as a page', (failure, name) => {
    const groups = groupsOf({ ...NOTHING, q: 'cwp', last: { q: 'cwp', failure } })
    expect(groups).toEqual([
      {
        id: 'repositories',
        name: 'Repositories',
        options: [{ id: 'again', kind: 'open', name, href: '/open?q=cwp' }],
      },
    ])
  })
})

describe('a pasted reference', () => {
  it.each([
    [
      '872569379934.dkr.ecr.us-west-2.amazonaws.com/cwp/fluentd:1.5.3',
      'hp-id-prod (872569379934) · us-west-2',
    ],
    ['arn:aws:ecr:us-west-2:000000000001:repository/cwp/fluentd', 'account 000000000001 · us-west-2'],
    [
      'https://us-west-2.console.aws.amazon.com/ecs/home?region=us-west-2#/repositories/cwp:fluentd#permissions',
      'us-west-2',
    ],
  ])('is the one thing to open: %s', (q, about) => {
    const href = `/open?${new URLSearchParams({ q })}`
    expect(groupsOf({ ...NOTHING, q })).toEqual([
      {
        id: 'repositories',
        name: 'Repositories',
        options: [{ id: 'open', kind: 'open', name: 'Open cwp/fluentd', about, href }],
      },
    ])
  })
})

it('never throws, and every option has its own ID without a space', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const q = text.trim()
      const ids = groupsOf({
        ...NOTHING,
        q,
        last: answered(q, ['cwp/a', 'cwp/b']),
        here: { ...DEV, name: 'x/y' },
      })
        .flatMap(({ options }) => options)
        .map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.filter((id) => /\s/.test(id))).toEqual([])
    }),
  )
})
