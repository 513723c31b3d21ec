import { PRESETS } from '@/lib/policy/presets'
import type { Principal } from '@/lib/policy/principals'
import type { RegistryHere } from '@/lib/policy/registry-side'
import type { Condition, Statement } from '@/lib/policy/statement'
import { KNOWN_SERVICES } from '@/lib/policy/words/principal-words'
import type { Side } from './compile'

/** Whom an engineer may let in: the active accounts of the accounts file, and the organisations that count as ours. */
export type Trusted = {
  /** The account that the repository belongs to. */
  owner: string
  accounts: readonly { id: string; active: boolean }[]
  organizations: readonly string[]
  /** Whom the registry’s policy lets in already is let in by nobody anew. */
  registry?: RegistryHere | undefined
}

/**
 * What an engineer may open alone, written as a policy of its own, so that it is decided as any other: the owner’s own
 * callers; callers of known active accounts and of our organisations, and known services that act for such accounts, to
 * pull and push.
 */
export function allowList(trusted: Trusted): Side {
  const { owner, accounts, organizations } = trusted
  const known = LISTS.get(accounts) ?? new Map<string, Side>()
  LISTS.set(accounts, known)
  const key = [owner, ...organizations].join(' ')
  const list = known.get(key) ?? listFor(trusted)
  known.set(key, list)
  return list
}

/** A cache by accounts file, and in it by owner: the list is asked for at every key that is typed. */
const LISTS = new WeakMap<Trusted['accounts'], Map<string, Side>>()

function listFor({ owner, accounts, organizations }: Trusted): Side {
  const known = accounts.filter(({ active }) => active).map(({ id }) => id)
  const images = PRESETS['push-pull'].actions
  const test = (operator: string, key: string, values: readonly string[]): Condition => ({
    operator,
    key,
    values: [...values],
  })
  const acting = [
    test('StringEquals', 'aws:SourceAccount', [owner, ...known]),
    test(
      'ArnLike',
      'aws:SourceArn',
      [owner, ...known].map((id) => `arn:*:*:*:${id}:*`),
    ),
  ]
  const services: Principal[] = KNOWN_SERVICES.map(({ service }) => ({
    kind: 'service',
    service,
    written: service,
    path: [],
  }))
  return [
    ...allowing([[test('StringEquals', 'aws:PrincipalAccount', [owner])]]),
    ...allowing(
      [
        [test('StringEquals', 'aws:PrincipalAccount', known)],
        [test('StringEquals', 'aws:PrincipalOrgID', organizations)],
      ],
      { actions: images },
    ),
    ...allowing(
      acting.map((condition) => [condition]),
      { actions: images, principals: services },
    ),
  ]
}

const EVERYONE: readonly Principal[] = [{ kind: 'everyone', written: '*', path: [] }]

/** A policy that allows where any of these lists of conditions holds; to everyone and everything, unless it says less. */
export function allowing(
  alternatives: readonly (readonly Condition[])[],
  {
    actions = ['*'],
    principals = EVERYONE,
  }: { actions?: readonly string[]; principals?: readonly Principal[] } = {},
): Side {
  const statements = alternatives.map(
    (conditions, index): Statement => ({
      index,
      sid: undefined,
      effect: 'Allow',
      principals: [...principals],
      notPrincipal: false,
      actions: [...actions],
      notAction: false,
      conditions: [...conditions],
    }),
  )
  return [{ statements, version: undefined }]
}
