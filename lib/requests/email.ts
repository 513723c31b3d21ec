import { parseCaller } from '@/lib/accounts/caller'
import { type Account, findAccount } from '@/lib/accounts/model'
import type { AccessRequest } from './model'

export type EmailLabel =
  | 'Account'
  | 'Region'
  | 'Repository'
  | 'AWS user name'
  | 'Action that failed'
  | 'Requested by'
  | 'Why'
  | 'Verdict'
  | 'Proposed statement'
  | 'Review'
  | 'Error'

export type EmailLine = { label: EmailLabel; text: string }

/** A finished e-mail. `body` is its lines as text, with CRLF; the lines are what can be shortened one by one. */
export type Email = { to: string; subject: string; body: string; lines: EmailLine[] }

const SUBJECT_LIMIT = 150
const REPOSITORY_IN_SUBJECT_LIMIT = 64

const ACTION_WORDS = new Map([
  ['ecr:BatchGetImage', 'pull'],
  ['ecr:GetDownloadUrlForLayer', 'pull'],
  // Granted with pull everywhere, but called only when layers are pushed (ECR API reference).
  ['ecr:BatchCheckLayerAvailability', 'push'],
  ['ecr:CompleteLayerUpload', 'push'],
  ['ecr:InitiateLayerUpload', 'push'],
  ['ecr:PutImage', 'push'],
  ['ecr:UploadLayerPart', 'push'],
  ['ecr:CreateRepository', 'create'],
  ['ecr:GetAuthorizationToken', 'log in'],
])

/** The e-mail that asks for access: every fact on a labelled line, which stays readable even where line breaks are lost. */
export function accessEmail(
  request: AccessRequest,
  options: { to: string; link: string; accounts: readonly Account[]; verdict?: string },
): Email {
  const lines: EmailLine[] = [
    { label: 'Account', text: accountText(options.accounts, request.account) },
    { label: 'Region', text: request.region },
    { label: 'Repository', text: request.repository },
    { label: 'AWS user name', text: callerText(options.accounts, request.awsUserName) },
    { label: 'Action that failed', text: request.action },
    { label: 'Requested by', text: request.requesterName },
    { label: 'Why', text: request.why },
    { label: 'Verdict', text: options.verdict ?? '' },
    { label: 'Proposed statement', text: proposalText(request.proposal) },
    { label: 'Review', text: options.link },
    { label: 'Error', text: request.error },
  ]
  const filled = lines.filter(({ text }) => text.trim() !== '')
  return {
    to: options.to,
    subject: subjectOf(request, options.accounts),
    body: bodyOf(filled),
    lines: filled,
  }
}

/** The lines as the text of a mail. Only labels stand at the start of a line, so no error can pass for a fact. */
export function bodyOf(lines: readonly EmailLine[]): string {
  return lines
    .map(({ label, text }) =>
      label === 'Error' ? `${label}:\n${indented(text)}` : `${label}: ${oneLine(text)}`,
    )
    .join('\n')
    .replaceAll('\n', '\r\n')
}

/** What went wrong, as one word where there is one: pull, push, create, log in. */
export function actionWord(action: string): string {
  return ACTION_WORDS.get(action) ?? action.replace(/^ecr:/, '')
}

/** Asked of whom, for what, where; the number last, so that an inbox sorted by subject groups what belongs together. */
function subjectOf(request: AccessRequest, accounts: readonly Account[]): string {
  const registry = findAccount(accounts, request.account)?.name ?? request.account
  const caller = parseCaller(request.awsUserName)
  const who =
    caller && caller.account !== request.account
      ? (findAccount(accounts, caller.account)?.name ?? caller.account)
      : (caller?.userName ?? request.awsUserName)
  const repository = middleCut(request.repository, REPOSITORY_IN_SUBJECT_LIMIT)
  const text = oneLine(`ECR access: ${who} ${actionWord(request.action)} ${repository} (${registry})`)
  const number = ` #${request.id}`
  return middleCut(text, SUBJECT_LIMIT - number.length) + number
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

function proposalText(proposal: AccessRequest['proposal']): string {
  return proposal?.kind === 'statement' ? compact(proposal.statement) : ''
}

function compact(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json))
  } catch {
    // Not JSON: it goes as it was written, and whoever reads it sees what is wrong with it.
    return json
  }
}

/** Text that a mail can carry: whole characters, `\n` between lines, and nothing that steers a terminal or a reader. */
function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[^\P{Cc}\n\t]|\p{Bidi_Control}/gu, '')
}

function oneLine(text: string): string {
  return plain(text)
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim()
}

function indented(text: string): string {
  return plain(text)
    .replace(/[\u2028\u2029]/g, '\n')
    .trim()
    .replace(/^/gm, '  ')
}

/** Cut in the middle by whole characters, so that both ends stay. */
function middleCut(text: string, limit: number): string {
  const characters = [...text]
  if (characters.length <= limit) return text
  const tail = Math.floor((limit - 1) / 2)
  return `${characters.slice(0, limit - 1 - tail).join('')}…${characters.slice(-tail).join('')}`
}
