import { expandActions, REPOSITORY_ACTIONS, shortAction } from '@/lib/policy/actions'
import { CAPABILITY_ACTIONS, PRESETS } from '@/lib/policy/presets'
import { wordList } from '@/lib/text/word-list'

type Phrase = { words: string; needs: readonly string[]; covers: readonly string[] }

/** In order of importance. A phrase is used if everything it needs is there, and stands for everything it covers. */
const PHRASES: readonly Phrase[] = [
  phrase('push', CAPABILITY_ACTIONS.push),
  phrase('pull', CAPABILITY_ACTIONS.pull, PRESETS.pull.actions),
  phrase('change its permissions', ['ecr:SetRepositoryPolicy']),
  phrase('remove its permissions', ['ecr:DeleteRepositoryPolicy']),
  phrase('delete the repository', ['ecr:DeleteRepository']),
  phrase('delete images', ['ecr:BatchDeleteImage']),
  phrase('list images', ['ecr:DescribeImages', 'ecr:ListImages']),
  phrase('read its permissions', ['ecr:GetRepositoryPolicy']),
  phrase('read scan findings', ['ecr:DescribeImageScanFindings']),
  phrase('change its tags', ['ecr:TagResource', 'ecr:UntagResource']),
]
const MOST_PHRASES = 5

function phrase(words: string, needs: readonly string[], covers = needs): Phrase {
  return { words, needs, covers }
}

/**
 * What someone with these actions can do: “push and pull”, “pull and list images”. `beside` are actions that count towards
 * a phrase but are not mentioned themselves: if pull is already allowed, four more actions are “push”.
 */
export function actionWords(
  actions: readonly string[],
  joint: 'and' | 'or' = 'and',
  beside: readonly string[] = [],
): string {
  const told = new Set(expandActions(actions))
  if (told.size === 0) return 'do nothing here'
  if (told.size === REPOSITORY_ACTIONS.length) return everythingWords(joint)
  const has = new Set([...told, ...beside])
  const said = PHRASES.filter(
    ({ needs }) => needs.every((action) => has.has(action)) && needs.some((action) => told.has(action)),
  ).slice(0, MOST_PHRASES)
  const covered = new Set(said.flatMap(({ covers }) => covers))
  const names = [...told].filter((action) => !covered.has(action)).map(shortAction)
  return wordList(
    [...said.map(({ words }) => words), ...restWords(names, said.length, joint)],
    joint,
    MOST_PHRASES + 2,
  )
}

function restWords(names: readonly string[], phrases: number, joint: 'and' | 'or'): string[] {
  if (names.length === 0) return []
  if (names.length <= 3) return [`call ${wordList(names, joint)}`]
  return [`call ${names.length} ${phrases > 0 ? 'more ' : ''}actions`]
}

/** The same for a NotAction: everything except what these entries cover. */
export function otherActionWords(actions: readonly string[], joint: 'and' | 'or' = 'and'): string {
  const except = expandActions(actions)
  if (except.length === 0) return everythingWords(joint)
  return `${everythingWords(joint)} except ${actionWords(actions, 'or')}`
}

function everythingWords(joint: 'and' | 'or'): string {
  return `do ${joint === 'and' ? 'everything' : 'anything'} with this repository`
}
