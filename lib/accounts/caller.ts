import { type Arn, parseArn } from './arn'

type CallerKind = 'account' | 'root' | 'user' | 'role' | 'assumed-role' | 'federated-user'

/** Who a pasted text names. Only the credentials' owner: a pasted text proves nothing about the person who pasted it. */
export type Caller = {
  account: string
  kind: CallerKind
  /** Absent when the text says no more than an account number. */
  arn?: string
  /** The user, the role, or ROLE/SESSION; a path is left out. */
  userName?: string
}

const LIMIT = 4000
const ARN =
  /arn:aws[a-z-]*:(?:iam|sts)::\d{12}:(?:root\b|(?:user|role|assumed-role|federated-user)\/[\w+=,.@/-]+)/
const ACCOUNT_ALONE = /^["']?(\d{4})[- ]?(\d{4})[- ]?(\d{4})["']?$/
// The name and its number in JSON, YAML and the CLI's table differ only in what stands between them.
const ACCOUNT_FIELD = /\bAccount["']?[\s:|=]{1,40}["']?(\d{12})(?!\d)/

/**
 * Reads what a person has at hand where an account or an AWS user name is asked: the output of
 * `aws sts get-caller-identity` in any of its formats, an ARN, or an account number. Undefined when it is none of them.
 */
export function parseCaller(text: string): Caller | undefined {
  const pasted = text.slice(0, LIMIT).trim()
  const found = ARN.exec(pasted)?.[0]
  const arn = found && parseArn(found)
  if (arn) return fromArn(found, arn)
  const alone = ACCOUNT_ALONE.exec(pasted)
  if (alone) return { account: alone.slice(1).join(''), kind: 'account' }
  const field = ACCOUNT_FIELD.exec(pasted)
  return field?.[1] ? { account: field[1], kind: 'account' } : undefined
}

function fromArn(whole: string, { account, resource }: Arn): Caller | undefined {
  if (resource === 'root') return { account, kind: 'root', arn: whole, userName: 'root' }
  const type = resource.slice(0, resource.indexOf('/'))
  const path = resource.slice(type.length + 1)
  // A sentence's comma or full stop, and the slash of a half-selected path, are not part of a name.
  const name = path.replace(/[,./]+$/, '')
  const arn = whole.slice(0, whole.length - (path.length - name.length))
  const kind = type as Exclude<CallerKind, 'account' | 'root'> // The pattern names exactly these four.
  // A session's name follows its role; everywhere else what precedes the last slash is a path.
  const userName = kind === 'assumed-role' ? name : name.slice(name.lastIndexOf('/') + 1)
  return userName ? { account, kind, arn, userName } : undefined
}
