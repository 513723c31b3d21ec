import { wordList } from '@/lib/text/word-list'

/** Why a search with unknown filters finds nothing: “There is no account 9 and no filter “colour:blue””. */
export function unknownWords(unknown: readonly string[]): string {
  const missing = unknown.map((each) => {
    const [, name = '', value = ''] = /^(account|region):(.*)$/.exec(each) ?? []
    return name ? `no ${name} ${value}` : `no filter “${each}”`
  })
  return `There is ${wordList(missing)}`
}

/** What to mark in the names found: the words of a search, without its typed filters. */
export function wordsOf(q: string): string[] {
  return q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && !word.includes(':'))
}
