import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from '@/lib/policy/cases/forms.json'
import type { Json, JsonObject } from '@/lib/policy/json/json'
import { PRESETS } from '@/lib/policy/presets'
import { KNOWN, oddStatement, statement } from '@/lib/policy/test-policies'
import { fromForm, type StatementForm, toForm } from './form'
import { checkForm } from './form-check'
import { suggestSid } from './sid'

function formOf(value: Json): StatementForm {
  const reading = toForm(value)
  if (!reading.ok) throw new Error(reading.reasons.join(' '))
  return reading.form
}

const PULL: StatementForm = {
  sid: 'Pull',
  effect: 'Allow',
  principals: { kind: 'aws', accounts: ['957591566260'], entities: [] },
  actions: [...PRESETS.pull.actions],
  conditions: [],
}

describe('the form shows', () => {
  it.each(cases)('$name', (one) => {
    const reading = toForm(one.statement as Json) // Data of a JSON file.
    if (one.reasons) expect(reading).toEqual({ ok: false, reasons: one.reasons })
    else expect(reading).toMatchObject({ ok: true, form: one.form })
  })
})

describe('form and JSON', () => {
  it('an unedited statement comes back unchanged', () => {
    fc.assert(
      fc.property(statement, (value) => {
        expect(JSON.stringify(fromForm(formOf(value), value))).toBe(JSON.stringify(value))
      }),
    )
  })

  it('the form says what it can’t show, and shows everything else without loss', () => {
    fc.assert(
      fc.property(oddStatement, (value) => {
        const reading = toForm(value)
        if (reading.ok) expect(fromForm(reading.form, value)).toEqual(value)
        else expect(reading.reasons.length).toBeGreaterThan(0)
      }),
    )
  })

  it('a form survives being written as JSON', () => {
    fc.assert(
      fc.property(statement.map(formOf), (form) => {
        expect(formOf(fromForm(form))).toEqual(form)
      }),
    )
  })

  it('accounts are written as root ARNs, single values without an array, keys in ECR’s order', () => {
    expect(Object.entries(fromForm(PULL))).toEqual([
      ['Sid', 'Pull'],
      ['Effect', 'Allow'],
      ['Principal', { AWS: 'arn:aws:iam::957591566260:root' }],
      ['Action', PRESETS.pull.actions],
    ])
    expect(fromForm({ ...PULL, actions: ['ecr:*'], sid: '' })).toEqual({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::957591566260:root' },
      Action: 'ecr:*',
    })
  })

  it('a half-typed condition does no harm', () => {
    const conditions = [{ operator: '__proto__', key: 'polluted', values: ['yes'] }]
    expect(fromForm({ ...PULL, conditions })).not.toHaveProperty('Condition')
    expect(({} as JsonObject).polluted).toBeUndefined()
  })
})

describe('an edit in the form keeps what it does not touch', () => {
  const found: JsonObject = {
    Action: ['ecr:ListImages'],
    Principal: { AWS: ['arn:aws:iam::252775557553:role/x', '957591566260'] },
    Condition: { Bool: { 'aws:SecureTransport': true }, StringEquals: { 'aws:PrincipalOrgID': ['o-1'] } },
    Effect: 'Allow',
  }

  it('the order of keys, with a new one where AWS prints it', () => {
    expect(Object.keys(fromForm({ ...formOf(found), sid: 'New' }, found))).toEqual([
      'Sid',
      'Action',
      'Principal',
      'Condition',
      'Effect',
    ])
  })

  it('the order and the spelling of principals', () => {
    const form = formOf(found)
    const principals = {
      kind: 'aws' as const,
      accounts: ['872569379934', '957591566260'],
      entities: ['arn:aws:iam::252775557553:role/x'],
    }
    expect(fromForm({ ...form, principals }, found).Principal).toEqual({
      AWS: ['arn:aws:iam::252775557553:role/x', '957591566260', 'arn:aws:iam::872569379934:root'],
    })
  })

  it('an array of one, and a boolean without quotes', () => {
    const form = formOf(found)
    const conditions = form.conditions.map((condition) => ({ ...condition }))
    conditions.push({ operator: 'Null', key: 'aws:SourceVpc', values: ['true'] })
    expect(fromForm({ ...form, actions: ['ecr:PutImage'], conditions }, found)).toMatchObject({
      Action: ['ecr:PutImage'],
      Condition: {
        Bool: { 'aws:SecureTransport': true },
        StringEquals: { 'aws:PrincipalOrgID': ['o-1'] },
        Null: { 'aws:SourceVpc': 'true' },
      },
    })
  })

  it('but not a field that was cleared', () => {
    expect(fromForm({ ...formOf(found), conditions: [] }, found)).not.toHaveProperty('Condition')
    expect(
      fromForm({ ...formOf({ ...found, Sid: 'a' }), sid: '' }, { ...found, Sid: 'a' }),
    ).not.toHaveProperty('Sid')
  })
})

describe('the form says what is missing', () => {
  it.each<[string, Partial<StatementForm>, string | undefined, string?]>([
    ['nothing', {}, undefined],
    ['another name', { sid: 'Taken' }, 'sid', 'already called “Taken”'],
    ['a plain name', { sid: 'a:b' }, 'sid', 'letters, digits, spaces'],
    ['a visible name', { sid: 'a\u202Eb' }, 'sid', 'letters, digits, spaces'],
    ['anyone', { principals: { kind: 'aws', accounts: [], entities: [] } }, 'principals', 'Enter an account'],
    ['a service', { principals: { kind: 'service', services: [] } }, 'principals', 'Enter an account'],
    ['an action', { actions: [] }, 'actions', 'Choose at least one action'],
    [
      'an operator',
      { conditions: [{ operator: 'Is', key: 'aws:username', values: ['x'] }] },
      'conditions',
      'no operator “Is”',
    ],
    [
      'a key',
      { conditions: [{ operator: 'Bool', key: 'secure', values: ['true'] }] },
      'conditions',
      'condition key',
    ],
    [
      'a value',
      { conditions: [{ operator: 'Bool', key: 'aws:SecureTransport', values: [' '] }] },
      'conditions',
      'Enter a value for aws:SecureTransport',
    ],
    [
      'one condition for both values',
      {
        conditions: ['a', 'b'].map((value) => ({
          operator: 'StringEquals',
          key: 'aws:username',
          values: [value],
        })),
      },
      'conditions',
      'appears twice',
    ],
  ])('%s', (_name, change, field, says) => {
    const findings = checkForm({ ...PULL, ...change }, { takenSids: ['Taken'] })
    expect(findings.map((finding) => finding.field)).toEqual(field ? [field] : [])
    expect(findings[0]?.message ?? '').toContain(says ?? '')
  })

  it.each([
    ['aws:PrincipalOrgID', 'StringEquals', 'o-1', 'not an organisation ID'],
    ['aws:SourceAccount', 'StringEquals', '2527755575533', 'not an account ID'],
    ['aws:SourceAccount', 'StringEquals', '２５２７７５５５７５５３', 'not an account ID'],
    ['aws:SourceArn', 'ArnLike', 'lambda:function', 'not an ARN'],
    ['aws:SourceIp', 'IpAddress', '203.0.113.0/33', 'not an IP address'],
    ['aws:PrincipalOrgID', 'StringEquals', 'o-a1b2c3d4e5', undefined],
    ['AWS:sourceaccount', 'StringEquals', '252775557553', undefined],
    ['aws:SourceArn', 'ArnLike', 'arn:aws:lambda:us-west-2:252775557553:function:*', undefined],
    ['aws:SourceIp', 'IpAddress', '2001:db8::/32', undefined],
    ['aws:PrincipalOrgID', 'StringEquals', `\${aws:ResourceOrgID}`, undefined],
    ['aws:PrincipalOrgID', 'StringLike', 'o-*', undefined],
  ])('a value of %s with %s: %s', (key, operator, value, says) => {
    const conditions = [{ operator, key, values: [value] }]
    const [finding] = checkForm({ ...PULL, conditions })
    expect(finding?.message ?? '').toContain(says ?? '')
    expect(finding?.field).toBe(says && 'conditions')
    expect(checkForm({ ...PULL, conditions }, { found: { sid: 'Pull', conditions } })).toEqual([])
  })

  it('but accepts a name that was there before', () => {
    for (const sid of ['', 'new statement', '391835788720:root', '</script>', '😀'])
      expect(checkForm({ ...PULL, sid }, { found: { sid, conditions: [] }, takenSids: [sid] })).toEqual([])
  })
})

describe('the suggested name', () => {
  const aws = (accounts: string[], entities: string[] = []) => ({ kind: 'aws' as const, accounts, entities })

  it.each<[string, Partial<StatementForm>]>([
    ['PullFromHpIdProd', { principals: aws(['872569379934']) }],
    ['PushPullFromCcpDev', { actions: [...PRESETS['push-pull'].actions] }],
    ['AllActionsFromCcpDev', { actions: ['ecr:*'] }],
    ['ListImagesFromCcpDev', { actions: ['ecr:ListImages'] }],
    ['AccessFromCcpDev', { actions: ['ecr:ListImages', 'ecr:PutImage'] }],
    ['PullFromCcpDev', { actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'] }],
    ['DenyPullFromEveryone', { effect: 'Deny', principals: { kind: 'everyone' } }],
    ['PullFromLambda', { principals: { kind: 'service', services: ['lambda.amazonaws.com'] } }],
    ['PullFrom111122223333', { principals: aws(['111122223333']) }],
    ['PullFromBuildCi', { principals: aws([], ['arn:aws:iam::252775557553:role/teams/build-ci']) }],
    [
      'PullFromHpIdDevAndHpIdProdAnd1More',
      { principals: aws(['252775557553', '872569379934', '957591566260']) },
    ],
    ['Pull', { principals: aws([]) }],
    ['Access', { principals: aws([]), actions: [] }],
  ])('%s', (name, change) => {
    expect(suggestSid({ ...PULL, ...change }, KNOWN, [])).toBe(name)
  })

  it('is never one that is taken', () => {
    expect(suggestSid(PULL, KNOWN, ['PullFromCcpDev', 'PullFromCcpDev2'])).toBe('PullFromCcpDev3')
  })
})
