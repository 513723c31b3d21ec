import { changeTest } from './condition-fixes'
import type { ConditionTest } from './condition-test'
import { type Finding, found, type Place } from './finding'

/** Whether the operator asks for one value where a request has many, or the other way round. */
export function checkQualifier(place: Place, test: ConditionTest): Finding[] {
  const { operator, known, path, name } = test
  const { qualifier, type, negated } = operator
  const plain = () => changeTest(place, test, `Remove ${qualifier}`, { operator: name.replace(/^\w+:/, '') })
  if (type === 'null')
    return qualifier
      ? [
          found(
            place,
            'NULL_WITH_QUALIFIER',
            'suggestion',
            path,
            `${qualifier} before Null is ${qualifier === 'ForAllValues' ? 'always' : 'never'} true, whatever the request. Remove it.`,
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
        `A request can have several values of ${known.name}. Use ForAnyValue:${name} or ForAllValues:${name}.`,
        // A negated test can mean “not any of” or “not all of”, so a person has to choose.
        negated
          ? undefined
          : changeTest(place, test, `Change to ForAnyValue:${name}`, { operator: `ForAnyValue:${name}` }),
      ),
    ]
  if (!known.multivalued && qualifier === 'ForAllValues' && place.statement.effect === 'Allow')
    return [
      found(
        place,
        'FORALLVALUES_WITH_SINGLE_VALUED_KEY',
        'security',
        path,
        `ForAllValues is also true when a request has no ${known.name}, so it lets such requests in. Remove it: the key has only one value.`,
        plain(),
      ),
    ]
  return []
}
