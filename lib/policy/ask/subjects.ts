import type { PolicyDocument } from '@/lib/policy/document'
import { type Principal, readAwsPrincipal } from '@/lib/policy/principals'
import { type Caller, reachOf } from '@/lib/policy/prove/caller'
import { type Ask, survey } from '@/lib/policy/prove/decide'
import { sideOf } from '@/lib/policy/prove/openings'
import type { RegistryHere } from '@/lib/policy/registry-side'
import { readStatements, type Statement } from '@/lib/policy/statement'
import { identityOf } from '@/lib/policy/typed-principals'

/** A subject, with what can be asked about its callers. The policies go by their place. */
export type Asked = {
  subject: Principal
  documents: readonly (PolicyDocument | undefined)[]
  owner: string
  registry: RegistryHere | undefined
  ask: Ask
  /** The actions in groups, of which every policy treats all alike. */
  actionGroups: readonly (readonly string[])[]
}

/** Whose repository it is, and what its registry’s policy says of it, if that is asked about, too. */
type Place = { owner: string; registry?: RegistryHere | undefined }

/** The owner first, then every principal in these policies that can be a caller, then everyone else. */
export function subjectsOf(
  documents: readonly (PolicyDocument | undefined)[],
  { owner, registry }: Place,
): Principal[] {
  const named = [
    ...documents.flatMap((document) => readStatements(document?.statements ?? [])),
    ...statementsOf(registry),
  ]
    .flatMap(({ principals }) => principals)
    .filter(canCall)
  const subjects = [readAwsPrincipal(owner), ...named]
  return [
    ...new Map(subjects.map((subject) => [identityOf(subject), subject])).values(),
    readAwsPrincipal('*'),
  ]
}

/**
 * Policies side by side, to ask about any of these subjects; everyone among them is whoever is none of the others.
 * `besides` are callers of a subject to leave out.
 */
export function askAbout(
  documents: readonly (PolicyDocument | undefined)[],
  subjects: readonly Principal[],
  { owner, registry }: Place,
): (subject: Principal, besides?: readonly Principal[]) => Asked {
  const { actionGroups, among } = survey({
    sides: documents.map((document) => sideOf(document, registry)),
    owner,
    named: subjects,
  })
  const membersOf = (subject: Principal, besides: readonly Principal[]) => {
    const isMember = isMemberOf(subject, subject.kind === 'everyone' ? subjects : besides)
    const roles = subject.kind === 'session' ? rolesOf(subject, documents, registry) : []
    // A session’s ARN doesn’t have the path of its role, but an account has one role of a name.
    return (caller: Caller) =>
      isMember(caller) && (roles.length === 0 || (caller.kind === 'session' && roles.includes(caller.arn)))
  }
  return (subject, besides = []) => ({
    subject,
    documents,
    owner,
    registry,
    actionGroups,
    ask: among(membersOf(subject, besides)),
  })
}

/** The ARNs, in principals and conditions, of the role that a session is of. */
function rolesOf(
  { account, role }: Extract<Principal, { kind: 'session' }>,
  documents: readonly (PolicyDocument | undefined)[],
  registry: RegistryHere | undefined,
): string[] {
  return [
    ...documents.flatMap((document) => readStatements(document?.statements ?? [])),
    ...statementsOf(registry),
  ]
    .flatMap(({ principals, conditions }) => [
      ...principals.map(({ written }) => written),
      ...conditions.flatMap(({ values }) => values),
    ])
    .filter((text) => {
      const named = readAwsPrincipal(text)
      return named.kind === 'role' && named.account === account && named.name === role
    })
}

/** Whether a caller is this subject, or one of its users and roles, and none of those besides. */
function isMemberOf(subject: Principal, besides: readonly Principal[]): (caller: Caller) => boolean {
  const reach = (principals: readonly Principal[]) =>
    reachOf({ principals: [...principals], notPrincipal: false }, 'aws')
  const [isOf, isOther] = [reach([subject]), reach(besides.filter(({ kind }) => kind !== 'everyone'))]
  return (caller) => isOf(caller) !== undefined && isOther(caller) === undefined
}

function statementsOf(registry: RegistryHere | undefined): readonly Statement[] {
  return registry && registry !== 'unknown' ? registry.statements : []
}

function canCall({ kind }: Principal): boolean {
  return !['everyone', 'federated', 'canonical', 'deleted', 'malformed'].includes(kind)
}
