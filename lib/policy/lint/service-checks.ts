import { accountWords } from '@/lib/accounts/account-names'
import { principalWords } from '@/lib/policy/words/principal-words'
import { wordList } from '@/lib/text/word-list'
import { needsKey, parseOperator } from '../operators'
import { type Finding, type Fix, found, type Place, setMember } from './finding'

/** Keys that say on whose behalf a service calls. */
const FROM = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
]

/** Anyone can make a service act here, unless the call must come from a known account (the confused deputy). */
export function checkServices(place: Place): Finding[] {
  const { principals, conditions } = place.statement
  const services = principals.filter(({ kind }) => kind === 'service')
  if (services.length === 0) return []
  const restricting = conditions.filter(({ operator }) => restricts(operator))
  const names = wordList(services.map((service) => principalWords(service, place.context.accounts)))
  const findings = checkServiceKeys(place)
  if (restricting.some(({ key }) => FROM.includes(key.toLowerCase()))) return findings
  const other = restricting.find(({ key }) => key.toLowerCase() === 'aws:referer')
  if (other)
    return [
      ...findings,
      found(
        place,
        'RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
        'suggestion',
        ['Condition', other.operator, other.key],
        `It is better to restrict ${names} with aws:SourceAccount or aws:SourceArn, which AWS itself sets.`,
      ),
    ]
  return [
    ...findings,
    {
      ...found(
        place,
        'RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL',
        'security',
        ['Principal'],
        `${names} can use ${place.context.policyOf === 'registry' ? 'these repositories' : 'this repository'} on behalf of anyone’s account. Restrict it with aws:SourceAccount or aws:SourceArn.`,
        sourceAccountFix(place),
      ),
      about: services.map(({ written }) => written),
    },
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
  return setMember(place, `Restrict to ${accountWords(owner, accounts)}`, 'Condition', condition)
}

function restricts(name: string): boolean {
  const operator = parseOperator(name)
  return operator !== undefined && needsKey(operator)
}

/** A service calls as itself: its requests have no keys about a user, a role or an organisation. */
function checkServiceKeys(place: Place): Finding[] {
  const { principals, conditions } = place.statement
  if (principals.some(({ kind }) => kind !== 'service')) return []
  const absent =
    /^aws:(principal(account|arn|orgid|orgpaths|type|tag\/.*)|username|userid|sourceip|multifactorauth(age|present))$/i
  return conditions.flatMap(({ operator, key }) => {
    if (!absent.test(key) || !restricts(operator)) return []
    const message = `Calls from a service have no ${key}, so this is never true.`
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
