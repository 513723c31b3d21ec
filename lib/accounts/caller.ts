import { type Arn, parseArn } from './arn'

type CallerKind = 'account' | 'root' | 'user' | 'role' | 'assumed-role' | 'federated-user'

/** The identity in a pasted text. It is the credentials' owner, which proves nothing about the person who pasted it. */
export type Caller = {
  account: string
  kind: CallerKind
  /** Absent when the text contains only an account ID. */
  arn?: string
  /** The user, the role, or ROLE/SESSION, without a path. */
  userName?: string
}

const LIMIT = 4000
const ARN =
  /arn:aws[a-z-]*:(?:iam|sts)::\d{12}:(?:root\b|(?:user|role|assumed-role|federated-user)\/[\w+=,.@/-]+)/
const ACCOUNT_ALONE = /^["']?(\d{4})[- ]?(\d{4})[- ]?(\d{4})["']?$/
// JSON, YAML and the CLI's table differ only in what separates a field's name from its number.
const ACCOUNT_FIELD = /\bAccount["']?[\s:|=]{1,40}["']?(\d{12})(?!\d)/

/**
 * Parses what people have at hand when asked for an account or an AWS user name: the output of `aws sts
 * get-caller-identity` in any format, an ARN, or an account ID. Undefined for anything else.
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
  // Drops a sentence's comma or full stop, and the slash of a half-selected path.
  const name = path.replace(/[,./]+$/, '')
  const arn = whole.slice(0, whole.length - (path.length - name.length))
  const kind = type as Exclude<CallerKind, 'account' | 'root'> // The pattern matches exactly these four.
  // A session's name follows its role; for everything else, the part before the last slash is a path.
  const userName = kind === 'assumed-role' ? name : name.slice(name.lastIndexOf('/') + 1)
  return userName ? { account, kind, arn, userName } : undefined
}
