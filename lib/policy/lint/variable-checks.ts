import { asList } from '@/lib/policy/json/json-tree'
import { quoted } from '@/lib/text/quoted'
import { replaceValue } from './condition-fixes'
import type { ConditionTest } from './condition-test'
import { type Finding, found, type Place } from './finding'

const SPECIAL = ['*', '?', '$']

/** Checks the policy variables in the values of a condition (IAM policy elements: Variables and tags). */
export function checkVariables(place: Place, test: ConditionTest): Finding[] {
  const texts = asList(test.values).filter((value) => typeof value === 'string')
  return texts
    .filter((text) => text.includes('${'))
    .flatMap((text) => checkText(place, test, text).map((finding) => ({ ...finding, about: [text] })))
}

function checkText(place: Place, test: ConditionTest, text: string): Finding[] {
  const { operator, path } = test
  if (place.version !== '2012-10-17')
    return [
      found(
        place,
        'VARIABLE_UNSUPPORTED_IN_VERSION',
        'warning',
        path,
        `${quoted(text)} is plain text in this Version; variables only work in 2012-10-17.`,
        { title: 'Change Version to 2012-10-17', kind: 'version', version: '2012-10-17' },
      ),
    ]
  if (operator.type !== 'string' && operator.type !== 'arn')
    return [
      found(
        place,
        'INVALID_VARIABLE_FOR_OPERATOR',
        'warning',
        path,
        `${operator.base} doesn’t support variables; only String and Arn operators do.`,
      ),
    ]
  return [...text.matchAll(/\$\{([^{}]*)(\}?)/g)].flatMap(([whole, inside = '', closed]) => {
    if (!closed)
      return [
        found(
          place,
          'MISSING_BRACE_IN_VARIABLE',
          'warning',
          path,
          `The variable ${quoted(whole)} is missing its closing }.`,
        ),
      ]
    return checkVariable(place, test, text, whole, inside)
  })
}

function checkVariable(
  place: Place,
  test: ConditionTest,
  text: string,
  whole: string,
  inside: string,
): Finding[] {
  const { path } = test
  const write = (variable: string) =>
    replaceValue(place, test, text, text.split(whole).join(`\${${variable}}`))
  if (inside === '')
    return [found(place, 'EMPTY_VARIABLE', 'warning', path, 'A variable is missing its name.')]
  if (SPECIAL.includes(inside)) return []
  const comma = inside.indexOf(',')
  const name = comma < 0 ? inside : inside.slice(0, comma)
  const fallback = inside.slice(comma + 1).trim()
  if (comma >= 0 && !/^'[^']*'$/.test(fallback))
    return [
      found(
        place,
        'MISSING_QUOTE_IN_VARIABLE',
        'warning',
        path,
        `The default in ${quoted(whole)} must be in single quotes: ${name}, 'default'.`,
        write(`${name}, '${fallback.replace(/['"]/g, '')}'`),
      ),
    ]
  if (/\s/.test(name))
    return [
      found(
        place,
        'UNSUPPORTED_SPACE_IN_VARIABLE',
        'warning',
        path,
        `The variable ${quoted(whole)} contains a space.`,
        write(name.replace(/\s/g, '') + (comma < 0 ? '' : `, ${fallback}`)),
      ),
    ]
  return []
}
