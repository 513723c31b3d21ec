import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { readPages } from './read-pages'

type Pages = Record<string, { items: number[] | undefined; nextToken: string | undefined }>

/** Reads these pages by the token that stands for each; the first has none. */
function read(pages: Pages, onPage: (items: number[]) => void = () => {}) {
  return readPages(
    'numbers',
    async (token = '') => pages[token] ?? { items: [], nextToken: undefined },
    onPage,
  )
}

describe('reading a paged list', () => {
  it('passes on every page in turn, even after an empty one', async () => {
    const pages = {
      '': { items: [1, 2], nextToken: 'a' },
      a: { items: [], nextToken: 'b' },
      b: { items: [3], nextToken: undefined },
    }
    const given: number[][] = []
    await read(pages, (items) => given.push(items))
    expect(given).toEqual([[1, 2], [], [3]])
  })

  it('requests the next page before processing one, so that it never waits twice', async () => {
    const events: string[] = []
    await readPages(
      'numbers',
      async (token = 'first') => {
        events.push(`asked ${token}`)
        return { items: [1], nextToken: token === 'first' ? 'second' : undefined }
      },
      () => events.push('given'),
    )
    expect(events).toEqual(['asked first', 'asked second', 'given', 'given'])
  })

  it('requests the next page as soon as its token is known, while the page is still arriving', async () => {
    const events: string[] = []
    await readPages(
      'numbers',
      async (token = 'first', { onNextToken }) => {
        events.push(`asked ${token}`)
        if (token === 'last') return { items: [2], nextToken: undefined }
        onNextToken('last')
        await pause(5)
        events.push('came')
        return { items: [1], nextToken: 'last' }
      },
      () => events.push('given'),
    )
    expect(events).toEqual(['asked first', 'asked last', 'came', 'given', 'given'])
  })

  it('abandons the next page if the one before it fails', async () => {
    let abandoned: AbortSignal | undefined
    const reading = readPages(
      'numbers',
      async (token, { onNextToken, abortSignal }) => {
        if (token) {
          abandoned = abortSignal
          return pause(60_000, { items: [2], nextToken: undefined }, { signal: abortSignal })
        }
        onNextToken('last')
        await pause(5)
        throw new Error('the first page')
      },
      () => {},
    )
    await expect(reading).rejects.toThrow('the first page')
    expect(abandoned?.aborted).toBe(true)
  })

  it.each([
    ['that is the same for ever', { '': 'a', a: 'a' }],
    ['that comes back after a while', { '': 'a', a: 'b', b: 'c', c: 'a' }],
  ])('fails at a token %s', async (_what, tokens) => {
    const pages: Pages = Object.fromEntries(
      Object.entries(tokens).map(([token, nextToken]) => [token, { items: [1], nextToken }]),
    )
    await expect(read(pages)).rejects.toMatchObject({
      code: 'aws-unavailable',
      message: expect.stringContaining('the same page over and over'),
    })
  })

  it('stops at its deadline if every page has a new token', async () => {
    const deadline = new AbortController()
    const asked: (string | undefined)[] = []
    const reading = readPages(
      'numbers',
      async (token) => {
        asked.push(token)
        if (asked.length === 1000) deadline.abort(new DOMException('too late', 'TimeoutError'))
        return { items: [1], nextToken: `token ${asked.length}` }
      },
      () => {},
      deadline.signal,
    )
    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(asked).toHaveLength(1000)
  })

  it('passes its deadline to every call', async () => {
    const signals: AbortSignal[] = []
    await readPages(
      'numbers',
      async (token, { abortSignal }) => {
        signals.push(abortSignal)
        return { items: [], nextToken: token ? undefined : 'a' }
      },
      () => {},
    )
    expect(signals).toHaveLength(2)
    expect(new Set(signals).size).toBe(1)
  })

  it('fails as the call does, and passes on nothing after that', async () => {
    let given = 0
    const reading = readPages(
      'numbers',
      async (token) => {
        if (token) throw new Error('the second page')
        return { items: [1], nextToken: 'a' }
      },
      () => {
        given += 1
      },
    )
    await expect(reading).rejects.toThrow('the second page')
    expect(given).toBe(1)
  })

  it('never mistakes an answer without a list for an empty list', async () => {
    await expect(read({ '': { items: undefined, nextToken: undefined } })).rejects.toMatchObject({
      code: 'aws-unavailable',
      message: expect.stringContaining('without a list of numbers'),
    })
  })
})
