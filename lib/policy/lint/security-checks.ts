import { actionWords } from '../action-words'
import { shortAction } from '../actions'
import type { PolicyDocument } from '../document'
import { evaluate } from '../evaluate'
import { accountWords } from '../known-accounts'
import { parseOperator } from '../operators'
import { CAPABILITY_ACTIONS } from '../presets'
import { principalWords } from '../principal-words'
import { type Principal, readAwsPrincipal } from '../principals'
import { restrictsCaller } from '../public-access'
import { coveredActions } from '../statement'
import { wordList } from '../word-list'
import { type Finding, type Fix, found, type LintContext, type Place, setMember } from './finding'

/** Whoever has one of these can give themselves all others. */
export const ADMINISTRATION = ['ecr:SetRepositoryPolicy', 'ecr:DeleteRepositoryPolicy']
const CHANGES = [
  ...CAPABILITY_ACTIONS.push.filter(
    (action) => !['ecr:BatchGetImage', 'ecr:BatchCheckLayerAvailability'].includes(action),
  ),
  ...ADMINISTRATION,
  'ecr:BatchDeleteImage',
  'ecr:DeleteRepository',
  'ecr:DeleteLifecyclePolicy',
  'ecr:PutLifecyclePolicy',
  'ecr:PutImageTagMutability',
]
/** What the owner must be able to do to take any change back. */
const KEPT = ['ecr:GetRepositoryPolicy', ...ADMINISTRATION]

/** What a statement opens that hardly anybody means to open. */
export function checkSecurity(place: Place): Finding[] {
  const { statement } = place
  if (statement.effect === 'Deny') return checkNotPrincipal(place)
  if (statement.effect !== 'Allow') return []
  return [
    ...checkNegations(place),
    ...checkEveryone(place),
    ...checkServices(place),
    ...checkAdministrators(place),
    ...checkPush(place),
  ]
}

function checkNegations(place: Place): Finding[] {
  const { notPrincipal, notAction } = place.statement
  const findings: Finding[] = []
  if (notPrincipal)
    findings.push(
      found(
        place,
        'ALLOW_WITH_NOT_PRINCIPAL',
        'security',
        ['NotPrincipal'],
        'This lets in everyone in the world except those that it names.',
      ),
    )
  if (notAction)
    findings.push(
      found(
        place,
        'ECR_ALLOW_WITH_NOT_ACTION',
        'security',
        ['NotAction'],
        'This allows every action except those that it names, also actions that AWS adds later.',
      ),
    )
  return findings
}

function checkEveryone(place: Place): Finding[] {
  const { principals, notPrincipal, conditions } = place.statement
  const everyone = principals.find(({ kind }) => kind === 'everyone')
  if (!everyone && !notPrincipal) return []
  const path = everyone ? ['Principal', ...everyone.path] : ['NotPrincipal']
  const allowed = coveredActions(place.statement)
  const changes = allowed.filter((action) => CHANGES.includes(action))
  const restricted = restrictsCaller(conditions)
  const findings: Finding[] = []
  if (!restricted && !notPrincipal)
    findings.push(
      found(
        place,
        'ECR_EVERYONE',
        'security',
        path,
        'This lets in everybody in the world who has an AWS account. Name accounts, or restrict it by a fixed value, such as StringEquals aws:PrincipalOrgID.',
      ),
    )
  if (changes.length > 0)
    findings.push(
      found(
        place,
        'ECR_EVERYONE_MAY_CHANGE',
        'security',
        path,
        `${restricted ? 'Everyone who meets the condition' : 'Everyone'} may ${actionWords(changes, 'and', allowed)}.`,
      ),
    )
  return findings
}

/** A service that works for anybody can be made to work here, unless the call must come from a known account. */
function checkServices(place: Place): Finding[] {
  const { principals, conditions } = place.statement
  const services = principals.filter(({ kind }) => kind === 'service')
  if (services.length === 0) return []
  const keys = conditions.map(({ key }) => key.toLowerCase())
  const from = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths']
  const names = wordList(services.map((service) => principalWords(service, place.context.accounts)))
  const findings = checkServiceKeys(place)
  if (keys.some((key) => from.includes(key))) return findings
  return [
    ...findings,
    found(
      place,
      'RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL',
      'security',
      ['Principal'],
      `${names} may use this repository on behalf of anybody’s account. Restrict it by aws:SourceAccount or aws:SourceArn.`,
      sourceAccountFix(place),
    ),
  ]
}

function sourceAccountFix(place: Place): Fix | undefined {
  if (
    place.value.Condition !== undefined ||
    place.statement.principals.some(({ kind }) => kind !== 'service')
  )
    return undefined
  const { owner, accounts } = place.context
  const condition = { StringEquals: { 'aws:SourceAccount': owner } }
  return setMember(place, `Only for ${accountWords(owner, accounts)}`, 'Condition', condition)
}

/** A service calls for itself: its requests hold nothing of a person, a role or an organisation. */
function checkServiceKeys(place: Place): Finding[] {
  const { principals, conditions } = place.statement
  if (principals.some(({ kind }) => kind !== 'service')) return []
  const absent =
    /^aws:(principal(account|arn|orgid|orgpaths|type|tag\/.*)|username|userid|sourceip|multifactorauth(age|present))$/i
  return conditions.flatMap(({ operator, key }) => {
    const parsed = parseOperator(operator)
    if (!absent.test(key) || !parsed || parsed.negated || parsed.ifExists || parsed.type === 'null') return []
    const message = `A call of a service has no ${key}, so this never holds.`
    return [
      found(
        place,
        'UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
        'warning',
        ['Condition', operator, key],
        message,
      ),
    ]
  })
}

function checkAdministrators(place: Place): Finding[] {
  const administration = coveredActions(place.statement).filter((action) => ADMINISTRATION.includes(action))
  if (administration.length === 0) return []
  const { owner, accounts } = place.context
  return place.statement.principals.flatMap((principal) => {
    if (!('account' in principal) || principal.account === owner) return []
    return [
      found(
        place,
        'ECR_FOREIGN_ADMINISTRATOR',
        'security',
        ['Principal', ...principal.path],
        `This lets ${principalWords(principal, accounts)} ${actionWords(administration)}, and so give anybody any right on it.`,
      ),
    ]
  })
}

/** A push whose layers are up fails at its end when the client may not look at the manifest (ECR guide: pushing an image). */
function checkPush(place: Place): Finding[] {
  const allowed = new Set(coveredActions(place.statement))
  if (
    !['ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:PutImage'].every((action) => allowed.has(action))
  )
    return []
  const lacking = place.statement.principals.map((principal) => missingForPush(place, principal))
  const missing = CAPABILITY_ACTIONS.push.filter((action) => lacking.some((list) => list.includes(action)))
  const value = place.value.Action
  if (missing.length === 0 || value === undefined) return []
  const fix = setMember(
    place,
    `Add ${wordList(missing.map(shortAction))}`,
    'Action',
    [value, ...missing].flat(),
  )
  return [
    found(
      place,
      'ECR_PUSH_INCOMPLETE',
      'warning',
      ['Action'],
      `Pushing also needs ${wordList(missing.map(shortAction))}: today’s clients fail without, after everything is uploaded.`,
      fix,
    ),
  ]
}

function missingForPush({ document, context }: Place, principal: Principal): string[] {
  if (!('account' in principal) && principal.kind !== 'everyone') return []
  const verdict = evaluate(document, principal, CAPABILITY_ACTIONS.push, { owner: context.owner })
  return verdict.actions.filter(({ outcome }) => outcome === 'not-granted').map(({ action }) => action)
}

/** NotPrincipal spares those only whom it names with their account (IAM JSON policy elements: NotPrincipal). */
function checkNotPrincipal(place: Place): Finding[] {
  const { principals, notPrincipal } = place.statement
  if (!notPrincipal) return []
  const named = new Set(
    principals.flatMap((principal) => (principal.kind === 'account' ? principal.account : [])),
  )
  const half = principals.filter((principal) => 'account' in principal && !named.has(principal.account))
  if (half.length === 0) return []
  const who = wordList(half.map((principal) => principalWords(principal, place.context.accounts)))
  return [
    found(
      place,
      'ECR_NOT_PRINCIPAL_INCOMPLETE',
      'warning',
      ['NotPrincipal'],
      `This may deny ${who} too: NotPrincipal must name the account beside its roles and users. A Deny with the condition ArnNotEquals aws:PrincipalArn is safer.`,
    ),
  ]
}

/** Whether the policy would keep its owner from changing it: then nobody could take it back. */
export function checkLockOut(document: PolicyDocument, context: LintContext): Finding[] {
  const keepers = [context.owner, ...(context.keepers ?? [])].map((text) => readAwsPrincipal(text))
  return keepers.flatMap((keeper) => {
    const { actions } = evaluate(document, keeper, KEPT, { owner: context.owner })
    const lost = actions.filter(({ outcome }) => outcome === 'denied' || outcome === 'conditional')
    if (lost.length === 0) return []
    const index = lost.flatMap(({ statements }) => statements)[0]
    const sure = lost.some(({ outcome }) => outcome === 'denied')
    const who = principalWords(keeper, context.accounts, 'or')
    const finding: Finding = {
      code: 'ECR_LOCK_OUT',
      severity: 'security',
      path: index === undefined ? [] : ['Statement', index],
      message: `This ${sure ? 'keeps' : 'may keep'} ${who} from calling ${wordList(lost.map(({ action }) => shortAction(action)))}. A denial cannot be undone by those whom it denies.`,
      ...(index !== undefined && { statement: index }),
    }
    return [finding]
  })
}
