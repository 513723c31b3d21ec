import { accountName, type KnownAccounts } from '@/lib/accounts/account-names'
import { expandActions, shortAction } from '@/lib/policy/actions'
import { presetOf } from '@/lib/policy/presets'
import { readAwsPrincipal } from '@/lib/policy/principals'
import type { StatementForm } from './form'

const MOST_NAMES = 2
const LONGEST = 64

/**
 * A Sid that describes the statement, such as `PullFromHpIdProd`: letters and digits only, as IAM requires, and not one
 * that is taken.
 */
export function suggestSid(form: StatementForm, accounts: KnownAccounts, taken: readonly string[]): string {
  const name = `${form.effect === 'Deny' ? 'Deny' : ''}${verb(form.actions)}${origin(form, accounts)}`.slice(
    0,
    LONGEST,
  )
  return uniqueSid(name, taken)
}

/** The name itself, or followed by the first number that makes it unique. */
export function uniqueSid(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  let number = 2
  while (taken.includes(name + number)) number++
  return name + number
}

function verb(actions: readonly string[]): string {
  const preset = presetOf(actions)
  if (preset) return { pull: 'Pull', 'push-pull': 'PushPull', all: 'AllActions' }[preset]
  const [only, ...more] = expandActions(actions)
  if (only && more.length === 0) return shortAction(only)
  if (actions.length === 0) return 'Access'
  return presetOf([...actions, 'ecr:BatchCheckLayerAvailability']) === 'pull' ? 'Pull' : 'Access'
}

function origin({ principals }: StatementForm, accounts: KnownAccounts): string {
  switch (principals.kind) {
    case 'everyone':
      return 'FromEveryone'
    case 'service':
      return from(principals.services.map((service) => service.split('.')[0] ?? service))
    case 'aws': {
      const owners = principals.accounts.map((id) => accountName(id, accounts) ?? id)
      return from([...owners, ...principals.entities.map(entityName)])
    }
  }
}

function entityName(written: string): string {
  const principal = readAwsPrincipal(written)
  if ('name' in principal) return principal.name
  return 'role' in principal ? principal.role : written
}

function from(names: readonly string[]): string {
  if (names.length === 0) return ''
  const shown = names.slice(0, MOST_NAMES).map(pascal).join('And')
  const more = names.length - MOST_NAMES
  return `From${shown}${more > 0 ? `And${more}More` : ''}`
}

function pascal(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}
