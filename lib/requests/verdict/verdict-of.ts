import { accountWords, type KnownAccounts } from '@/lib/accounts/account-names'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'
import type { MessageKind } from '@/lib/requests/message/message-kinds'
import { wordList } from '@/lib/text/word-list'
import { adviceFor } from './message-advice'
import { refusalVerdict } from './refusal-verdict'
import type { RepositoryFacts, Verdict, VerdictInput } from './verdict'

/** Errors that a missing repository can cause too, because the registry does not distinguish them. */
const PERHAPS_MISSING: readonly MessageKind[] = [
  'repo-not-found',
  'pull-denied',
  'http-403',
  'http-403-on-push',
  'push-eof',
  'image-not-found',
]

/** Why the call failed and who can change that, from the error's wording and the repository's current state. */
export function verdictOf(input: VerdictInput): Verdict {
  const { message, repository } = input
  if (message.kind === 'access-denied' || PERHAPS_MISSING.includes(message.kind)) {
    if (repository?.state === 'missing' && !createsIt(message))
      return missingVerdict(repository, input.accounts)
  }
  return message.kind === 'access-denied' ? refusalVerdict(input) : wordedVerdict(input)
}

function wordedVerdict({ message, style, repository }: VerdictInput): Verdict {
  const { meaning, next, step } = adviceFor(message, style, repository?.ref)
  const sentences = [next]
  if (repository?.state === 'found' && message.kind === 'repo-not-found')
    sentences.unshift('It exists now: it has been created since, or the name was misspelt.')
  if (repository?.state === 'found' && message.kind === 'pull-denied')
    sentences.unshift('The repository exists, so that isn’t the reason.')
  const isNothing = message.kind === 'empty' || message.kind === 'unknown'
  return {
    tone: isNothing ? 'info' : message.kind === 'leaked-key' ? 'error' : 'warning',
    title: meaning,
    sentences,
    steps: step ? [step] : [],
    cannotSee: [],
  }
}

function missingVerdict(
  { ref, elsewhere }: Extract<RepositoryFacts, { state: 'missing' }>,
  accounts: KnownAccounts,
): Verdict {
  const places = elsewhere.map(({ account, region }) => `${accountWords(account, accounts)}, ${region}`)
  return {
    tone: 'error',
    title: `There is no ${ref.name} in ${accountWords(ref.account, accounts)}, ${ref.region}.`,
    sentences:
      places.length > 0
        ? [`A repository with this name is in ${wordList(places)}. Use that registry’s host name.`]
        : ['No registry in the portal has a repository with this name. Check the spelling, or create it.'],
    steps: [],
    cannotSee: [],
  }
}

function createsIt({ action }: DeniedMessage): boolean {
  return action === 'ecr:CreateRepository'
}
