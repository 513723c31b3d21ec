import type { ConditionTest } from './condition-checks'
import { changeTest } from './condition-fixes'
import { type Finding, found, type Place } from './finding'

/** Whether the operator asks for one value where a request has many, or the other way round. */
export function checkQualifier(place: Place, test: ConditionTest): Finding[] {
  const { operator, known, path, name } = test
  const { qualifier, type, negated } = operator
  const plain = () =>
    changeTest(place, test, `Leave out ${qualifier}`, { operator: name.replace(/^\w+:/, '') })
  if (type === 'null')
    return qualifier
      ? [
          found(
            place,
            'NULL_WITH_QUALIFIER',
            'suggestion',
            path,
            `${qualifier} before Null is ${qualifier === 'ForAllValues' ? 'always' : 'never'} true, whatever the request. Leave it out.`,
            plain(),
          ),
        ]
      : []
  if (!known) return []
  if (known.multivalued && !qualifier)
    return [
      found(
        place,
        'MISSING_QUALIFIER',
        'warning',
        path,
        `A request holds several values of ${known.name}: write ForAnyValue:${name} or ForAllValues:${name}.`,
        // “Not any of” and “not all of” are both meant by a negated test, so a person has to say which.
        negated
          ? undefined
          : changeTest(place, test, `Write ForAnyValue:${name}`, { operator: `ForAnyValue:${name}` }),
      ),
    ]
  if (!known.multivalued && qualifier === 'ForAllValues' && place.statement.effect === 'Allow')
    return [
      found(
        place,
        'FORALLVALUES_WITH_SINGLE_VALUED_KEY',
        'security',
        path,
        `ForAllValues also holds when a request has no ${known.name}, which lets such requests in. Leave it out: the key has one value.`,
        plain(),
      ),
    ]
  return []
}
