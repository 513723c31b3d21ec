import { canonicalAction } from '@/lib/policy/actions'
import { parseStatement } from '@/lib/policy/document'
import { coveredActions, readStatement } from '@/lib/policy/statement'
import { actionWords } from '@/lib/policy/words/action-words'
import { actionWord } from './email/email'
import type { AccessRequest } from './model'

const EVERYTHING = actionWords(['ecr:*'])

/** What a request asks to do: “pull”, “push and pull”; `joint` is what leads on to the repository, where a word is needed. */
export function askedDeed({ action, proposal }: Pick<AccessRequest, 'action' | 'proposal'>): {
  deed: string
  joint?: string
} {
  if (proposal?.kind === 'policy') return { deed: 'change the permissions', joint: 'of' }
  const reading = proposal && parseStatement(proposal.statement)
  if (!reading?.ok) return failedDeed(action)
  const statement = readStatement(reading.statement, 0)
  return statement.effect === 'Deny'
    ? { deed: 'deny a use', joint: 'of' }
    : withJoint(actionWords(coveredActions(statement)))
}

function failedDeed(action: string): { deed: string; joint?: string } {
  // People write what they did: docker pull.
  const word = /^docker (pull|push)\b/.exec(action)?.[1] ?? actionWord(action)
  if (word === 'log in') return { deed: word, joint: 'for' }
  const isWord = ['pull', 'push', 'create'].includes(word)
  if (isWord) return { deed: word }
  return canonicalAction(action)
    ? withJoint(actionWords([action]))
    : { deed: `do “${action}”`, joint: 'with' }
}

/** A verb alone takes the repository as its object: pull it, push it. */
function withJoint(words: string): { deed: string; joint?: string } {
  if (words === EVERYTHING) return { deed: 'do everything', joint: 'with' }
  return /^(push and pull|pull|push)$/.test(words) ? { deed: words } : { deed: words, joint: 'in' }
}
