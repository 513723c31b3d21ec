import { describe, expect, it } from 'vitest'
import { readPages } from './read-pages'

/** Reads these pages by the token that stands for each; the first has none. */
function read(pages: Record<string, { items: number[] | undefined; nextToken: string | undefined }>) {
  return readPages('numbers', async (token = '') => pages[token] ?? { items: [], nextToken: undefined })
}

describe('reading a paged list', () => {
  it('reads every page, also behind one that is empty', async () => {
    const pages = {
      '': { items: [1, 2], nextToken: 'a' },
      a: { items: [], nextToken: 'b' },
      b: { items: [3], nextToken: undefined },
    }
    expect(await read(pages)).toEqual([1, 2, 3])
  })

  it('fails instead of reading the same page for ever', async () => {
    await expect(
      read({ '': { items: [1], nextToken: 'a' }, a: { items: [2], nextToken: 'a' } }),
    ).rejects.toThrow('the same page again and again')
  })

  it('never takes an answer without a list for an empty one', async () => {
    await expect(read({ '': { items: undefined, nextToken: undefined } })).rejects.toMatchObject({
      code: 'aws-unavailable',
      message: expect.stringContaining('without a list of numbers'),
    })
  })
})
