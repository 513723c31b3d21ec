import type { Caller } from './caller'
import { nameIn } from './caller'

/**
 * What AWS guarantees of condition keys (IAM User Guide, AWS global condition context keys). A key that is not here can be
 * absent or have any value: where nothing is documented, everything is possible.
 */

/** Keys that every request has with one value. ECR answers over TLS only. */
export function fixedFacts(owner: string): ReadonlyMap<string, readonly string[] | undefined> {
  return new Map([
    ['aws:securetransport', ['true']],
    ['aws:resourceaccount', [owner]],
    // Of the registry's settings, which no request to a repository is about.
    ['ecr:accountsetting', undefined],
  ])
}

const CALLER_KEYS = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principaltype',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:username',
])

/** Whether a key follows from who calls. */
export function isCallerKey(key: string): boolean {
  return CALLER_KEYS.has(key)
}

const TYPES = {
  root: 'Account',
  user: 'User',
  session: 'AssumedRole',
  'federated-user': 'FederatedUser',
} as const

/** What the caller's own keys say; a key without a value is absent. */
export function callerFacts(caller: Caller): ReadonlyMap<string, readonly string[] | undefined> {
  if (caller.kind === 'service')
    return new Map([
      ['aws:principalaccount', undefined],
      ['aws:principalarn', undefined],
      ['aws:principaltype', undefined],
      ['aws:principalisawsservice', ['true']],
      ['aws:principalservicename', [caller.service]],
      ['aws:username', undefined],
    ])
  return new Map([
    ['aws:principalaccount', [caller.account]],
    ['aws:principalarn', [caller.arn]],
    ['aws:principaltype', [TYPES[caller.kind]]],
    ['aws:principalisawsservice', ['false']],
    ['aws:principalservicename', undefined],
    ['aws:username', caller.kind === 'user' ? [nameIn(caller.arn)] : undefined],
  ])
}

const ONLY_OF_SERVICES = /^aws:source(arn|account|orgid|orgpaths)$/
const NEVER_OF_SERVICES = /^aws:principal(orgid|orgpaths|tag\/)/

/** Whether a request of this kind of caller can have the key. */
export function canHave(key: string, isService: boolean): boolean {
  return isService ? !NEVER_OF_SERVICES.test(key) : !ONLY_OF_SERVICES.test(key)
}

/** Whether every request has the key. */
export function isAlwaysThere(key: string): boolean {
  return ['aws:currenttime', 'aws:epochtime', 'aws:requestedregion'].includes(key)
}

/** Keys with a list of values; one that is not known here may have one, too. */
export function canHaveMany(key: string): boolean {
  return (
    !key.startsWith('aws:') ||
    /^aws:(tagkeys|principalorgpaths|sourceorgpaths|calledvia|principalservicenameslist|resourceorgpaths)$/.test(
      key,
    )
  )
}

/** A call comes from an address, or through an endpoint in a VPC, whose address is another key. */
export const EXCLUSIVE: readonly (readonly string[])[] = [
  ['aws:sourceip'],
  ['aws:sourcevpce', 'aws:sourcevpc', 'aws:vpcsourceip'],
]

/** Values that a reader recognises, tried before made-up ones. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  'aws:principalorgid': ['o-a1b2c3d4e5'],
  'aws:sourceorgid': ['o-a1b2c3d4e5'],
  'aws:sourceaccount': ['999999999999'],
  'aws:sourcearn': ['arn:aws:lambda:us-west-2:999999999999:function:example'],
  'aws:sourcevpce': ['vpce-0a1b2c3d4e5f67890'],
  'aws:sourcevpc': ['vpc-0a1b2c3d4e5f67890'],
  'aws:requestedregion': ['us-west-2'],
}

export function examplesOf(key: string): readonly string[] {
  return EXAMPLES[key] ?? ['example']
}
