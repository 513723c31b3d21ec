import { describe, expect, it } from 'vitest'
import type { Repository } from '@/lib/repositories/model'
import { toColumns } from './columns'
import { stateOf } from './model'
import { RegistryCopy } from './registry-copy'
import { repositoriesIn } from './registry-index'
import { namesIn, repository } from './test-inventory'

const OREGON = { account: '111111111111', region: 'us-west-2' }
const DENIED = { code: 'aws-denied', message: 'no', at: 50 } as const

function named(...names: string[]): Repository[] {
  return names.map((name) => repository(OREGON, name))
}

function read(copy: RegistryCopy, startedAt: number, repositories: Repository[]): void {
  copy.begin()
  copy.addPage(repositories)
  copy.finish(startedAt, startedAt + 5)
}

function copyOf(...names: string[]): RegistryCopy {
  const copy = new RegistryCopy(OREGON)
  read(copy, 10, named(...names))
  return copy
}

describe('a first reading', () => {
  it('has its first pages searchable while the rest arrives', () => {
    const copy = new RegistryCopy(OREGON)
    copy.begin()
    expect(namesIn(copy.index())).toEqual([])
    copy.addPage(named('b1', 'b2'))
    expect(namesIn(copy.index())).toEqual(['b1', 'b2'])
    copy.addPage(named('a1'))
    expect(namesIn(copy.index())).toEqual(['a1', 'b1', 'b2'])
    expect(copy.status()).toEqual({
      registry: OREGON,
      repositories: 3,
      reading: { pages: 2, repositories: 3 },
    })
  })

  it('that fails midway leaves its pages, and says that they are not all', () => {
    const copy = new RegistryCopy(OREGON)
    copy.begin()
    copy.addPage(named('a1'))
    copy.fail(DENIED)
    expect(namesIn(copy.index())).toEqual(['a1'])
    expect(copy.status()).toEqual({ registry: OREGON, repositories: 1, failure: DENIED })
    expect(stateOf(copy.status(), 60)).toBe('incomplete')
  })

  it('is replaced by the pages of the next one, but not before they come', () => {
    const copy = new RegistryCopy(OREGON)
    copy.begin()
    copy.addPage(named('a1', 'a2'))
    copy.fail(DENIED)
    copy.begin()
    expect(namesIn(copy.index())).toEqual(['a1', 'a2'])
    copy.fail(DENIED)
    expect(namesIn(copy.index())).toEqual(['a1', 'a2'])
    copy.begin()
    copy.addPage(named('b1'))
    expect(namesIn(copy.index())).toEqual(['b1'])
    copy.finish(60, 61)
    expect(namesIn(copy.index())).toEqual(['b1'])
    expect(copy.status()).toEqual({ registry: OREGON, repositories: 1, readAt: 61 })
  })

  it('gives way to a whole copy that another process has read', () => {
    const copy = new RegistryCopy(OREGON)
    copy.begin()
    copy.addPage(named('a1'))
    copy.fail(DENIED)
    copy.adopt({ columns: toColumns(named('x1', 'x2')), startedAt: 60, readAt: 65 }, 3)
    expect(namesIn(copy.index())).toEqual(['x1', 'x2'])
    expect(copy.version).toBe(3)
  })
})

describe('a later reading', () => {
  it('shows the last good copy until it has ended', () => {
    const copy = copyOf('a1')
    copy.begin()
    copy.addPage(named('b1'))
    expect(namesIn(copy.index())).toEqual(['a1'])
    expect(copy.status()).toMatchObject({
      repositories: 1,
      readAt: 15,
      reading: { pages: 1, repositories: 1 },
    })
    copy.finish(20, 25)
    expect(namesIn(copy.index())).toEqual(['b1'])
    expect(copy.status()).toEqual({ registry: OREGON, repositories: 1, readAt: 25 })
  })

  it('that fails leaves the last good copy and its age', () => {
    const copy = copyOf('a1')
    copy.begin()
    copy.addPage(named('b1'))
    copy.fail(DENIED)
    expect(namesIn(copy.index())).toEqual(['a1'])
    expect(copy.status()).toEqual({ registry: OREGON, repositories: 1, readAt: 15, failure: DENIED })
    read(copy, 60, named('a1'))
    expect(copy.status().failure).toBeUndefined()
  })

  it('of an unchanged registry keeps the index as it is, and what the store has of it', () => {
    const copy = copyOf('a1', 'a2')
    const index = copy.index()
    copy.version = 4
    read(copy, 20, named('a2', 'a1'))
    expect(copy.index()).toBe(index)
    expect(copy).toMatchObject({ version: 4, readAt: 25, startedAt: 20 })
    read(copy, 30, named('a1'))
    expect(copy.index()).not.toBe(index)
    expect(copy.version).toBe(0)
  })

  it('of another process that found nothing different makes the copy younger', () => {
    const copy = copyOf('a1')
    const index = copy.index()
    copy.confirm(20, 25)
    expect(copy.index()).toBe(index)
    expect(copy.readAt).toBe(25)
  })

  it('that another process does already takes its beginning back', () => {
    const copy = copyOf('a1')
    copy.begin()
    copy.leaveToAnother()
    expect(copy.isBeingRead).toBe(false)
    expect(copy.status()).toMatchObject({ repositories: 1, readAt: 15, reading: 'elsewhere' })
    copy.begin()
    expect(copy.status()).toMatchObject({ reading: { pages: 0, repositories: 0 } })
  })

  it('cannot be without a beginning', () => {
    expect(() => copyOf().addPage([])).toThrow('nothing is being read')
    expect(() => copyOf().finish(1, 2)).toThrow('never began')
  })
})

describe('a repository that was put', () => {
  it('is found at once, counted, and by its last settings', () => {
    for (const copy of [new RegistryCopy(OREGON), copyOf(), copyOf('made')]) {
      copy.put(repository(OREGON, 'made', { scanOnPush: false }), 30)
      copy.put(repository(OREGON, 'made', { scanOnPush: true }), 31)
      copy.put(repository(OREGON, 'made', { scanOnPush: false }), 29)
      expect([...repositoriesIn(copy.index())]).toEqual([repository(OREGON, 'made', { scanOnPush: true })])
      expect(copy.status().repositories).toBe(1)
    }
  })

  it('stays beside the pages of a first reading', () => {
    const copy = new RegistryCopy(OREGON)
    copy.begin()
    copy.put(repository(OREGON, 'made'), 30)
    copy.addPage(named('a1'))
    expect(namesIn(copy.index())).toEqual(['a1', 'made'])
    copy.fail(DENIED)
    expect(namesIn(copy.index())).toEqual(['a1', 'made'])
    expect(copy.status().repositories).toBe(2)
  })

  it('stays over a reading that began before, its own or another’s, and not over a later one', () => {
    const copy = copyOf('a1')
    copy.put(repository(OREGON, 'made'), 30)
    read(copy, 30, named('a1'))
    expect(namesIn(copy.index())).toEqual(['a1', 'made'])
    copy.adopt({ columns: toColumns(named('a2')), startedAt: 29, readAt: 40 }, 7)
    expect(namesIn(copy.index())).toEqual(['a2', 'made'])
    expect(copy.version).toBe(0)
    read(copy, 31, named('a1'))
    expect(namesIn(copy.index())).toEqual(['a1'])
  })

  it('makes the copy another one than the store has', () => {
    const copy = copyOf('a1')
    copy.version = 4
    copy.put(repository(OREGON, 'made'), 30)
    expect(copy.version).toBe(0)
  })

  it('again as it is changes nothing', () => {
    const copy = copyOf('a1')
    copy.put(repository(OREGON, 'made'), 30)
    const index = copy.index()
    copy.version = 4
    copy.put(repository(OREGON, 'made'), 30)
    expect(copy.index()).toBe(index)
    expect(copy.version).toBe(4)
  })

  it('while the copy was being stored is not taken for stored', () => {
    const copy = new RegistryCopy(OREGON)
    copy.begin()
    const { columns } = copy.finish(10, 15)
    copy.put(repository(OREGON, 'made'), 30)
    copy.isStored(columns, 1)
    expect(copy.version).toBe(0)
  })
})
