import type { KnownAccounts } from '@/lib/accounts/account-names'
import { parseCaller } from '@/lib/accounts/caller'
import { plural } from '@/lib/text/plural'
import { quoted } from '@/lib/text/quoted'
import { suggest } from '@/lib/text/suggest'
import { isServiceName, type Principal, readAwsPrincipal } from './principals'

/** Part of a typed text that is not a principal, the reason, and what was probably meant. */
export type TypedFinding = { text: string; message: string; suggestion?: string | undefined }
type TypedPrincipals = { principals: Principal[]; findings: TypedFinding[] }

const LONGEST = 20_000
/** Up to this many digits may be part of an account ID that is written in groups. */
const LONGEST_GROUP = 6
/** Words around the names in a sentence or in a policy; `''` is a colon on its own. */
const FILLERS = new Set([
  '',
  'account',
  'accounts',
  'and',
  'arn',
  'aws',
  'id',
  'number',
  'or',
  'principal',
  'role',
  'service',
  'user',
])

/**
 * Reads the principals that a person typed or pasted: names of known accounts, account IDs with any separators, ARNs of
 * roles and users, services, `*`, or the output of `aws sts get-caller-identity`. Removes duplicates.
 */
export function readTypedPrincipals(text: string, accounts: KnownAccounts): TypedPrincipals {
  if (text.length > LONGEST)
    return {
      principals: [],
      findings: [{ text: '', message: 'This is too long to be a list of accounts and roles.' }],
    }
  const readings = chunksOf(text).flatMap((chunk) => readChunk(chunk, accounts))
  const principals = new Map<string, Principal>()
  const findings = new Map<string, TypedFinding>()
  for (const reading of readings)
    if ('kind' in reading) principals.set(identityOf(reading), reading)
    else findings.set(reading.text, reading)
  return { principals: [...principals.values()], findings: [...findings.values()] }
}

/** The same for every spelling of a principal: 12 digits and the ARN of the account root are one identity. */
export function identityOf(principal: Principal): string {
  if (principal.kind === 'everyone') return '*'
  return principal.kind === 'account' && (principal.partition ?? 'aws') === 'aws'
    ? principal.account
    : principal.written
}

function chunksOf(text: string): string[] {
  const caller = /UserId|get-caller-identity/.test(text) ? parseCaller(text) : undefined
  if (caller) return [caller.arn ?? caller.account]
  return text.split(/[,;|\n\r\t"'`“”‘’[\]{}()<>]+/).flatMap((chunk) => chunk.trim() || [])
}

function readChunk(chunk: string, accounts: KnownAccounts): (Principal | TypedFinding)[] {
  const named = byName(chunk, accounts)
  if (named) return [named]
  const readings: (Principal | TypedFinding)[] = []
  let groups: string[] = []
  const endNumber = () => {
    if (groups.length > 0) readings.push(readNumber(groups.join(' '), accounts))
    groups = []
  }
  for (const word of chunk.split(/\s+/)) {
    const digits = word.replace(/[.-]/g, '')
    if (/^[0-9]+$/.test(digits) && digits.length <= LONGEST_GROUP) {
      groups.push(word)
      if (digitsOf(groups.join('')).length >= 12) endNumber()
      continue
    }
    endNumber()
    if (!FILLERS.has(word.toLowerCase().replace(/:$/, ''))) readings.push(readWord(word, accounts))
  }
  endNumber()
  return readings
}

function byName(text: string, accounts: KnownAccounts): Principal | undefined {
  const found = accounts.find(({ name }) => name.toLowerCase() === text.toLowerCase())
  return found && readAwsPrincipal(found.id)
}

function readWord(word: string, accounts: KnownAccounts): Principal | TypedFinding {
  const named = byName(word, accounts)
  if (named) return named
  if (/^[\p{Nd}.-]+$/u.test(word)) return readNumber(word, accounts)
  if (isServiceName(word)) return { kind: 'service', service: word, written: word, path: [] }
  // A sentence's punctuation is not part of an ARN.
  const principal = readAwsPrincipal(word.replace(/[.:/]+$/, ''))
  if (principal.kind === 'session') return sessionFinding(principal)
  if (principal.kind === 'deleted')
    return {
      text: word,
      message: `${quoted(word)} is the ID of a deleted ${principal.was}. It matches no one, even if there is a new ${principal.was} of the same name. Enter the ARN.`,
    }
  return principal.kind === 'malformed' ? unknownFinding(word, accounts) : principal
}

function readNumber(text: string, accounts: KnownAccounts): Principal | TypedFinding {
  const digits = digitsOf(text)
  if (/^[0-9]{12}$/.test(digits)) return readAwsPrincipal(digits)
  const plain = digits.normalize('NFKC')
  if (plain !== digits && /^[0-9]{12}$/.test(plain))
    return {
      text,
      message: `${quoted(text)} is not written with the digits 0 to 9. Did you mean ${plain}?`,
      suggestion: plain,
    }
  const count = [...digits].length
  const padded = digits.padStart(12, '0')
  const known = accounts.some(({ id }) => id === padded)
  return {
    text,
    message: `${quoted(text)} has ${plural(count, 'digit')}; an account ID has 12.${count === 11 ? ' Spreadsheets drop a leading zero.' : ''}`,
    suggestion: known ? padded : undefined,
  }
}

function digitsOf(text: string): string {
  return text.replace(/[\s.-]/g, '')
}

/** AWS expects the role, and a session's ARN lacks the role's path (IAM identifiers, assumed-role sessions). */
function sessionFinding({
  role,
  account,
  partition,
  written,
}: Extract<Principal, { kind: 'session' }>): TypedFinding {
  const lookUp = `aws iam get-role --role-name ${role} --query Role.Arn`
  if (role.startsWith('AWSReservedSSO_'))
    return {
      text: written,
      message: `This is a single session of the role ${role}, which IAM Identity Center created. The role’s ARN has a path that the session’s ARN doesn’t show. Look it up with: ${lookUp}`,
    }
  return {
    text: written,
    message: `This is a single session of the role ${role} and will expire. Use the role instead. If the role has a path, look up its ARN with: ${lookUp}`,
    suggestion: `arn:${partition}:iam::${account}:role/${role}`,
  }
}

function unknownFinding(word: string, accounts: KnownAccounts): TypedFinding {
  const account = /(?<![0-9])[0-9]{12}(?![0-9])/.exec(word)?.[0]
  const name = suggest(
    word,
    accounts.map((known) => known.name),
  )
  if (/^arn:/.test(word))
    return {
      text: word,
      message: `${quoted(word)} is not the ARN of a role or a user${/[*?]/.test(word) ? '; AWS doesn’t allow wildcards in it' : ''}.`,
      suggestion: account,
    }
  return {
    text: word,
    message: `${quoted(word)} isn’t a known account, a 12-digit account ID, or the ARN of a role or a user.`,
    suggestion: name ?? account,
  }
}
