import type { Json } from '@/lib/policy/json/json'
import { isObject, type Path } from '@/lib/policy/json/json-tree'
import { quoted } from '@/lib/text/quoted'
import { grouped, POLICY_LIMIT, type PolicyDocument, textToSend } from '../document'
import { type Finding, typeWords } from './finding'

const ELEMENTS = ['Version', 'Id', 'Statement']
const VERSIONS = ['2008-10-17', '2012-10-17']
/** From here on there is no room for another typical statement. */
const NEARLY_FULL = 9500

/** Checks what is outside the statements, and their names. */
export function checkDocument(document: PolicyDocument): Finding[] {
  return [
    ...checkElements(document),
    ...checkVersion(document),
    ...checkStatementList(document),
    ...checkSize(document),
    ...checkSidsAreUnique(document),
  ]
}

function checkElements({ value }: PolicyDocument): Finding[] {
  const unknown = Object.keys(value).filter((key) => !ELEMENTS.includes(key))
  return [
    ...unknown.map((key): Finding => {
      const meant = ELEMENTS.find((element) => element.toLowerCase() === key.toLowerCase())
      return {
        code: 'INVALID_POLICY_ELEMENT',
        severity: 'error',
        path: [key],
        message: `A policy has no element called ${quoted(key)}.${meant ? ` Did you mean ${meant}?` : ''}`,
        ...(meant &&
          value[meant] === undefined && {
            fix: { title: `Rename ${quoted(key)} to ${meant}`, kind: 'rename', from: key, to: meant },
          }),
      }
    }),
    ...(value.Id === undefined || typeof value.Id === 'string'
      ? []
      : [mismatch(['Id'], value.Id, 'a string')]),
  ]
}

function checkVersion({ value }: PolicyDocument): Finding[] {
  const { Version } = value
  if (Version === undefined)
    return [
      {
        code: 'MISSING_VERSION',
        severity: 'warning',
        path: [],
        message:
          'Version is missing, so the rules of 2008-10-17 apply: policy variables, such as aws:username, are plain text.',
        fix: {
          title: 'Add Version 2008-10-17, which changes nothing',
          kind: 'version',
          version: '2008-10-17',
        },
      },
    ]
  if (typeof Version !== 'string') return [mismatch(['Version'], Version, 'a string')]
  if (VERSIONS.includes(Version)) return []
  return [
    {
      code: 'INVALID_VERSION',
      severity: 'error',
      path: ['Version'],
      message: `Version must be 2012-10-17 or 2008-10-17, not ${quoted(Version)}. It is the version of the policy language, not the date of the policy.`,
      fix: { title: 'Change Version to 2012-10-17', kind: 'version', version: '2012-10-17' },
    },
  ]
}

function checkStatementList({ value, statements }: PolicyDocument): Finding[] {
  const { Statement } = value
  const single = !Array.isArray(Statement)
  if (Statement === undefined || statements.length === 0)
    return [
      {
        code: 'MISSING_STATEMENT',
        severity: 'error',
        path: Statement === undefined ? [] : ['Statement'],
        message: 'The policy has no statements. To grant nothing, delete the policy.',
      },
    ]
  return statements.flatMap((statement, index) =>
    isObject(statement)
      ? []
      : [
          {
            ...mismatch(single ? ['Statement'] : ['Statement', index], statement, 'an object'),
            statement: index,
          },
        ],
  )
}

function checkSize(document: PolicyDocument): Finding[] {
  const { length } = textToSend(document)
  if (length > POLICY_LIMIT)
    return [
      {
        code: 'POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA',
        severity: 'error',
        path: [],
        message: `The policy has ${grouped(length)} characters, not counting whitespace; ECR allows ${grouped(POLICY_LIMIT)}. Merge statements, or list several accounts in one.`,
      },
    ]
  if (length < NEARLY_FULL) return []
  return [
    {
      code: 'ECR_NEARLY_FULL',
      about: [String(length)],
      severity: 'warning',
      path: [],
      message: `The policy has ${grouped(length)} of ${grouped(POLICY_LIMIT)} characters; there is hardly any room for another statement.`,
    },
  ]
}

/** IAM requires unique Sids; ECR silently stores duplicates, so this never blocks. */
function checkSidsAreUnique({ statements }: PolicyDocument): Finding[] {
  const first = new Map<string, number>()
  return statements.flatMap((statement, index): Finding[] => {
    const sid = isObject(statement) ? statement.Sid : undefined
    if (typeof sid !== 'string' || sid === '') return []
    const before = first.get(sid)
    if (before === undefined) {
      first.set(sid, index)
      return []
    }
    return [
      {
        code: 'UNIQUE_SIDS_RECOMMENDED',
        severity: 'warning',
        path: ['Statement', index, 'Sid'],
        message: `Statement ${before + 1} is also called ${quoted(sid)}, so the name doesn’t tell them apart.`,
        statement: index,
      },
    ]
  })
}

function mismatch(path: Path, value: Json, wanted: string): Finding {
  return {
    code: 'DATA_TYPE_MISMATCH',
    severity: 'error',
    path,
    message: `${path[0] === 'Statement' ? 'A statement' : String(path[0])} must be ${wanted}, not ${typeWords(value)}.`,
  }
}
