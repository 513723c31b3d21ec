import { accountWords } from '@/lib/accounts/account-names'
import { principalWords } from '@/lib/policy/words/principal-words'
import { wordList } from '@/lib/text/word-list'
import { needsKey, parseOperator } from '../operators'
import { type Finding, type Fix, found, type Place, setMember } from './finding'

/** What says for whom a service calls. */
const FROM = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
]

/** A service that works for anybody can be made to work here, unless the call must come from a known account. */
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
        `${names} is better restricted by aws:SourceAccount or aws:SourceArn, which AWS itself fills in.`,
      ),
    ]
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

function restricts(name: string): boolean {
  const operator = parseOperator(name)
  return operator !== undefined && needsKey(operator)
}

/** A service calls for itself: its requests hold nothing of a person, a role or an organisation. */
function checkServiceKeys(place: Place): Finding[] {
  const { principals, conditions } = place.statement
  if (principals.some(({ kind }) => kind !== 'service')) return []
  const absent =
    /^aws:(principal(account|arn|orgid|orgpaths|type|tag\/.*)|username|userid|sourceip|multifactorauth(age|present))$/i
  return conditions.flatMap(({ operator, key }) => {
    if (!absent.test(key) || !restricts(operator)) return []
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
