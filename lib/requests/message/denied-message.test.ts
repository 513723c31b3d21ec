import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from '@/lib/requests/cases/denied-messages.json'
import { removeSecrets } from '@/lib/text/redact-secrets'
import type { Denial } from './denials'
import { type DeniedMessage, readDeniedMessage } from './denied-message'

type Expected = Partial<Omit<DeniedMessage, 'denials'>> & Partial<Denial> & { denials?: Partial<Denial>[] }

const FACTS = [
  'action',
  'principalArn',
  'principalAccount',
  'account',
  'region',
  'repository',
  'policyType',
  'explicitDeny',
] as const

function factsOf(from: Partial<Denial>): Partial<Denial> {
  return Object.fromEntries(
    FACTS.map((fact) => [fact, from[fact]]).filter(([, value]) => value !== undefined),
  )
}

describe('the error from', () => {
  it.each(cases.map((each, index) => ({ ...each, title: `${each.tool} (${index + 1})` })))(
    '$title',
    ({ text, expected }) => {
      const wanted: Expected = expected as Expected // The table is data; a wrong value in it fails below.
      const message = readDeniedMessage(text)
      expect(message.kind).toBe(wanted.kind)
      expect(factsOf(message.denials[0] ?? message)).toEqual(factsOf(wanted))
      if (wanted.denials) expect(message.denials.map(factsOf)).toEqual(wanted.denials)
      for (const fact of ['tag', 'digest', 'otherLoginRegion'] as const)
        if (wanted[fact]) expect(message[fact]).toBe(wanted[fact])
      expect(message.denials[0]?.denyingPolicyArn).toBe(wanted.denyingPolicyArn)
    },
  )
})

const REFUSAL =
  'denied: User: arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-west-2:872569379934:repository/cwp/fluentd-elasticsearch-aws because no resource-based policy allows the ecr:BatchGetImage action'
const READ = readDeniedMessage(REFUSAL).denials

/** The lines in which words stand that are never broken. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.pop()
    if (last === undefined) lines.push(word)
    else if (last.length + 1 + word.length > width) lines.push(last, word)
    else lines.push(`${last} ${word}`)
  }
  return lines
}

describe('a denial is read the same', () => {
  const widths = Array.from({ length: 190 }, (_, index) => index + 30)

  it('when a terminal wraps it anywhere', () => {
    for (const width of widths) {
      const broken = REFUSAL.match(new RegExp(`.{1,${width}}`, 'g'))?.join('\n') ?? ''
      expect(readDeniedMessage(broken).denials, `${width} characters a line`).toEqual(READ)
    }
  })

  it('when it is wrapped between words, indented and framed', () => {
    for (const width of widths) {
      const broken = wrapped(REFUSAL, width)
        .map((line) => `│   ${line}`)
        .join('\n')
      expect(readDeniedMessage(broken).denials, `${width} characters a line`).toEqual(READ)
    }
  })

  it.each(cases.map(({ tool, text }, index) => [`${tool} (${index + 1})`, text] as const))(
    'after its secrets are removed: %s',
    (_tool, text) => expect(readDeniedMessage(removeSecrets(text).text)).toEqual(readDeniedMessage(text)),
  )
})

describe('any paste', () => {
  it('is read without an exception', () => {
    const piece = fc.oneof(
      fc.constantFrom(...REFUSAL.split(/(?<=[ :/])/), '\n', '\\n', '"', '*', '.dkr.ecr.', '/v2/'),
      fc.string({ unit: 'binary', maxLength: 10 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        for (const { account, principalAccount, region } of readDeniedMessage(pieces.join('')).denials) {
          if (account !== undefined) expect(account).toMatch(/^\d{12}$/)
          if (principalAccount !== undefined) expect(principalAccount).toMatch(/^\d{12}$/)
          if (region !== undefined) expect(region).toMatch(/^[a-z-]+\d$/)
        }
      }),
    )
  })

  it.each([
    'a',
    ' ',
    '\n',
    '\\n',
    'arn:aws:',
    'arn:aws:ecr:us-west-2:',
    'User: arn:',
    'is not authorized to perform: ecr:A ',
    'is not authorized to perform: ecr:A on resource: arn:aws:ecr:r:1:repository/x with an explicit deny in ',
    '.dkr.ecr.us-west-2.amazonaws.com/',
    '.dkr.ecr.us-west-2.amazonaws.com/v2/',
    "repository with name '",
    '<a ',
    '[1;',
    'PUT ',
    'get-login --region',
    '123456789012',
  ])('is read up to the limit only, even five megabytes of %j', (unit) => {
    const { cut, kind } = readDeniedMessage(unit.repeat(5_000_000 / unit.length))
    expect(cut).toBe(true)
    expect(kind).not.toBe('')
  })

  it('is identified by its first 65,536 characters, and says that it was cut', () => {
    expect(readDeniedMessage(`${REFUSAL}${' '.repeat(70_000)}${REFUSAL}`)).toMatchObject({
      cut: true,
      denials: READ,
    })
    expect(readDeniedMessage(`${' '.repeat(70_000)}${REFUSAL}`)).toMatchObject({ cut: true, denials: [] })
    expect(readDeniedMessage(REFUSAL).cut).toBe(false)
  })
})
