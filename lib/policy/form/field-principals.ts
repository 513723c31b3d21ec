import type { KnownAccounts } from '@/lib/accounts/account-names'
import { isServiceName, type Principal } from '@/lib/policy/principals'
import { identityOf, readTypedPrincipals, type TypedFinding } from '@/lib/policy/typed-principals'
import { quoted } from '@/lib/text/quoted'

/** The two fields of the form in which principals are typed. */
export type PrincipalField = 'aws' | 'service'

/** What a field accepts of a typed text, as it is written in a policy, and why it does not accept the rest. */
type FieldReading = { values: string[]; findings: TypedFinding[] }

export function readField(field: PrincipalField, text: string, accounts: KnownAccounts): FieldReading {
  return field === 'service' ? readServices(text) : readAccountsAndEntities(text, accounts)
}

function readAccountsAndEntities(text: string, accounts: KnownAccounts): FieldReading {
  const { principals, findings } = readTypedPrincipals(text, accounts)
  const misplaced = principals.flatMap((principal) => misplacedFinding(principal) ?? [])
  const taken = principals.filter((principal) => misplacedFinding(principal) === undefined)
  return { values: taken.map(identityOf), findings: [...findings, ...misplaced] }
}

/** A statement in the form has only one kind of principal. */
function misplacedFinding({ kind, written }: Principal): TypedFinding | undefined {
  if (kind === 'service')
    return {
      text: written,
      message: `${quoted(written)} is a service. Choose Service principal above; accounts and services need separate statements.`,
    }
  return kind === 'everyone'
    ? { text: written, message: '* means everyone. If that is what you want, choose Everyone (*) above.' }
    : undefined
}

function readServices(text: string): FieldReading {
  const words = [...new Set(text.split(/[\s,;|"'`“”‘’[\]{}()<>]+/).filter((word) => word !== ''))]
  return {
    values: words.filter(isServiceName),
    findings: words.filter((word) => !isServiceName(word)).map(serviceFinding),
  }
}

function serviceFinding(text: string): TypedFinding {
  const lower = text.toLowerCase().replace(/\.+$/, '')
  const name = lower.includes('.') ? lower : `${lower}.amazonaws.com`
  return {
    text,
    message: `${quoted(text)} is not a service principal. One looks like lambda.amazonaws.com.`,
    ...(isServiceName(name) && /[a-z]/.test(lower) && { suggestion: name }),
  }
}
