import { describe, expect, it, vi } from 'vitest'
import { findRepositories } from './find-repositories'
import type { ProgressLine } from './progress'
import { parseQuery } from './query'
import { accounts, inventoryByHand, repository, storeInMemory } from './test-inventory'
import { watchInventory } from './watch-inventory'

const OREGON = { account: '111111111111', region: 'us-west-2' }
const FRANKFURT = { account: '111111111111', region: 'eu-central-1' }

function open() {
  const opened = inventoryByHand({
    registries: [OREGON, FRANKFURT],
    store: storeInMemory(() => 0),
    stopping: new AbortController().signal,
    holder: 'this',
    now: () => 0,
    random: () => 0,
  })
  const find = () => findRepositories(opened.inventory.registries(), accounts, parseQuery({ q: 'a' }))
  return { ...opened, find }
}

/** The lines as they come. */
function linesOf(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader()
  async function next(): Promise<ProgressLine | undefined> {
    const { value } = await reader.read()
    return value && JSON.parse(new TextDecoder().decode(value))
  }
  return { next, cancel: () => reader.cancel() }
}

const mayRead = async () => true
const namesOf = (line: ProgressLine | undefined) => line?.found?.groups.map(({ name }) => name)

describe('watching an inventory', () => {
  it('tells the first rows at once, what comes after them a moment later, and ends with the reading', async () => {
    const { inventory, next, find } = open()
    const refreshed = inventory.refreshAll()
    const lines = linesOf(watchInventory(inventory, { find, mayRead }))
    expect(await lines.next()).toMatchObject({
      progress: { reading: 2, pages: 0 },
      found: { repositories: 0 },
    })
    const oregon = await next(OREGON)
    oregon.page([repository(OREGON, 'a1'), repository(OREGON, 'b1')])
    oregon.page([repository(OREGON, 'a2')])
    expect(namesOf(await lines.next())).toEqual(['a1'])
    const later = await lines.next()
    expect(later?.progress).toEqual({ pages: 2, repositories: 3, reading: 2, registries: 2 })
    expect(namesOf(later)).toEqual(['a1', 'a2'])
    oregon.end()
    ;(await next(FRANKFURT)).end([repository(FRANKFURT, 'a3')])
    await refreshed
    const last = await lines.next()
    expect(last?.progress.reading).toBe(0)
    expect(namesOf(last)).toEqual(['a1', 'a2', 'a3'])
    expect(await lines.next()).toBeUndefined()
  })

  it('of which nothing is being read is one line, and without a search it has no rows', async () => {
    const { inventory } = open()
    const lines = linesOf(watchInventory(inventory, { find: undefined, mayRead }))
    expect(await lines.next()).toEqual({
      progress: { pages: 0, repositories: 0, reading: 0, registries: 2 },
    })
    expect(await lines.next()).toBeUndefined()
  })

  it('ends soon for someone who may no longer read', async () => {
    const { inventory, find } = open()
    void inventory.refreshAll()
    const lines = linesOf(watchInventory(inventory, { find, mayRead: async () => false }))
    expect(await lines.next()).toMatchObject({ progress: { registries: 2 } })
    expect(await lines.next()).toBeUndefined()
  })

  it('sends nothing more to a reader who stalls', async () => {
    const { inventory, next } = open()
    void inventory.refreshAll()
    const stream = watchInventory(inventory, { find: undefined, mayRead })
    const oregon = await next(OREGON)
    for (let page = 0; page < 5; page++) oregon.page([repository(OREGON, `a${page}`)])
    const lines = linesOf(stream)
    expect((await lines.next())?.progress.pages).toBe(0)
    expect((await lines.next())?.progress.pages).toBe(5)
  })

  it('never waits for a reader who has left, even one who read nothing', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    const { inventory, next } = open()
    void inventory.refreshAll()
    const stream = watchInventory(inventory, { find: undefined, mayRead })
    const oregon = await next(OREGON)
    for (let page = 0; page < 3; page++) oregon.page([repository(OREGON, `a${page}`)])
    expect(vi.getTimerCount()).toBeGreaterThan(0)
    await stream.cancel()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  it('stops listening when nobody reads', async () => {
    const { inventory, next } = open()
    void inventory.refreshAll()
    const lines = linesOf(watchInventory(inventory, { find: undefined, mayRead }))
    await lines.next()
    await lines.cancel()
    const oregon = await next(OREGON)
    expect(() => oregon.page([repository(OREGON, 'a1')])).not.toThrow()
  })
})
