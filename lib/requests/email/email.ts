import { parseCaller } from '@/lib/accounts/caller'
import { type Account, findAccount } from '@/lib/accounts/model'
import { capabilityOf } from '@/lib/policy/presets'
import type { RegistryHere } from '@/lib/policy/registry-side'
import { type ActionLabel, actionLabel, needsCaller } from '@/lib/requests/caller-needed'
import type { AccessRequest } from '@/lib/requests/model'
import { compactStatement, policyChangeWords } from '@/lib/requests/proposal/proposal-words'
import { indented, middleCut, oneLine } from './mail-text'

export type EmailLabel =
  | 'Requested by'
  | 'Account'
  | 'Region'
  | 'Repository'
  | 'AWS user name'
  | ActionLabel
  | 'Why'
  | 'Verdict'
  | 'Proposed statement'
  | 'Proposed change'
  | 'Review'
  | 'Error'
  // Of an answer.
  | 'Decision'
  | 'Decided by'
  | 'Reason'
  | 'Question'
  | 'Asked by'
  | 'Granted statement'
  | 'Granted change'
  | 'Request'

export type EmailLine = { label: EmailLabel; text: string }

/** A finished e-mail. `body` is its lines as text, with CRLF; each line can be shortened by itself. */
export type Email = { to: string; subject: string; body: string; lines: EmailLine[] }

const SUBJECT_LIMIT = 150
const REPOSITORY_IN_SUBJECT_LIMIT = 64

const ACTION_WORDS = new Map([
  ['ecr:CreateRepository', 'create'],
  ['ecr:GetAuthorizationToken', 'log in'],
  ['ecr:SetRepositoryPolicy', 'change the permissions'],
  ['ecr:PutImageTagMutability', 'change the settings'],
])

/**
 * The e-mail that requests access. Every fact has a labelled line, so it stays readable even if line breaks are lost.
 */
export function accessEmail(
  request: AccessRequest,
  { to, link, ...place }: { to: string; link: string } & ProposalPlace,
): Email {
  const { accounts } = place
  return emailOf(to, subjectOf(request, accounts), [
    { label: 'Requested by', text: requesterText(request) },
    ...callLines(request, accounts),
    { label: 'Why', text: request.why },
    { label: 'Verdict', text: request.verdict ?? '' },
    ...proposalLines(request, place, 'Proposed'),
    { label: 'Review', text: link },
    { label: 'Error', text: request.error },
  ])
}

/** An e-mail of these lines, without the empty ones. */
export function emailOf(to: string, subject: string, lines: readonly EmailLine[]): Email {
  const filled = lines.filter(({ text }) => text.trim() !== '')
  return { to, subject, body: bodyOf(filled), lines: filled }
}

/** The lines as the text of an e-mail. Only labels start a line, so no pasted error can pass for a fact. */
export function bodyOf(lines: readonly EmailLine[]): string {
  return lines
    .map(({ label, text }) =>
      label === 'Error' ? `${label}:\n${indented(text)}` : `${label}: ${oneLine(text)}`,
    )
    .join('\n')
    .replaceAll('\n', '\r\n')
}

/** The action in one word where there is one: pull, push, create, log in. */
export function actionWord(action: string): string {
  return capabilityOf(action) ?? ACTION_WORDS.get(action) ?? action.replace(/^ecr:/, '')
}

/** Repository first, then who wants what, so that an inbox sorted by subject groups by repository. */
export function subjectOf(request: AccessRequest, accounts: readonly Account[]): string {
  const registry = findAccount(accounts, request.account)?.name ?? request.account
  const caller = parseCaller(request.awsUserName)
  const who =
    caller && caller.account !== request.account
      ? (findAccount(accounts, caller.account)?.name ?? caller.account)
      : (caller?.userName ?? (request.awsUserName || request.requesterName))
  const repository = middleCut(request.repository, REPOSITORY_IN_SUBJECT_LIMIT)
  const text = oneLine(
    `ECR access: ${registry} ${repository} (${request.region}): ${actionWord(request.action)} for ${who}`,
  )
  const number = ` #${request.id}`
  return middleCut(text, SUBJECT_LIMIT - number.length) + number
}

/** Where, who and what. */
export function callLines(request: AccessRequest, accounts: readonly Account[]): EmailLine[] {
  return [
    { label: 'Account', text: accountText(accounts, request.account) },
    { label: 'Region', text: request.region },
    { label: 'Repository', text: request.repository },
    { label: 'AWS user name', text: callerText(accounts, request.awsUserName) },
    { label: actionLabel(needsCaller(request)), text: request.action },
  ]
}

/** What the registry’s policy says of the repository counts in what a change allows; left out, it is not asked. */
export type ProposalPlace = { accounts: readonly Account[]; registry?: RegistryHere }

/** A proposed statement in full; for a whole policy, what it changes. */
export function proposalLines(
  { proposal, account }: AccessRequest,
  place: ProposalPlace,
  which: 'Proposed' | 'Granted',
): EmailLine[] {
  if (!proposal) return []
  return proposal.kind === 'statement'
    ? [{ label: `${which} statement`, text: compactStatement(proposal.statement) }]
    : [
        {
          label: `${which} change`,
          text: `${policyChangeWords(proposal, { owner: account, ...place })} The link shows the full policy.`,
        },
      ]
}

function requesterText({ requesterName, requesterEmail }: AccessRequest): string {
  return requesterEmail ? `${requesterName} (${requesterEmail})` : requesterName
}

function accountText(accounts: readonly Account[], id: string): string {
  const name = findAccount(accounts, id)?.name
  return name ? `${name} ${id}` : id
}

function callerText(accounts: readonly Account[], awsUserName: string): string {
  const caller = parseCaller(awsUserName)
  const name = caller && findAccount(accounts, caller.account)?.name
  return name ? `${awsUserName} (${name})` : awsUserName
}
