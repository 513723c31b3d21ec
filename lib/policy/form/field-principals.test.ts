import { describe, expect, it } from 'vitest'
import { KNOWN } from '@/lib/policy/test-policies'
import { readField } from './field-principals'

describe('the field for accounts and IAM entities', () => {
  it('accepts several at once, with any separators, by name or ID', () => {
    const typed = '"ccp-dev"; 252775557553,\n arn:aws:iam::872569379934:role/teams/build-ci | 8713-8676-9552'
    expect(readField('aws', typed, KNOWN)).toEqual({
      values: [
        '957591566260',
        '252775557553',
        'arn:aws:iam::872569379934:role/teams/build-ci',
        '871386769552',
      ],
      findings: [],
    })
  })

  it.each([
    ['25277555755', '11 digits'],
    ['2527755575533', '13 digits'],
    ['２５２７７５５５７５５３', 'not written with the digits 0 to 9'],
    ['arn:aws:iam::252775557553:role/*', 'doesn’t allow wildcards'],
    ['arn:aws:sts::252775557553:assumed-role/build-ci/i-0abc', 'Use the role instead'],
    ['\u200F252775557553', 'U+200F'],
    ['😀', '“😀” isn’t'],
    ['lambda.amazonaws.com', 'is a service'],
    ['*', 'choose Everyone'],
  ])('does not accept %s, and says why', (typed, says) => {
    const { values, findings } = readField('aws', typed, KNOWN)
    expect(values).toEqual([])
    expect(findings[0]?.message).toContain(says)
  })

  it('accepts the valid entries, and keeps the others in the field', () => {
    const { values, findings } = readField('aws', 'ccp-dev 25277555755', KNOWN)
    expect(values).toEqual(['957591566260'])
    expect(findings.map(({ text }) => text)).toEqual(['25277555755'])
  })
})

describe('the field for services', () => {
  it('accepts several at once, with any separators', () => {
    expect(readField('service', 'lambda.amazonaws.com,codebuild.amazonaws.com', KNOWN).values).toEqual([
      'lambda.amazonaws.com',
      'codebuild.amazonaws.com',
    ])
  })

  it.each([
    ['lambda', 'lambda.amazonaws.com'],
    ['Lambda.amazonaws.com', 'lambda.amazonaws.com'],
    ['252775557553', undefined],
    ['*.amazonaws.com', undefined],
  ])('does not accept %s, and offers what was meant', (typed, suggestion) => {
    const { values, findings } = readField('service', typed, KNOWN)
    expect(values).toEqual([])
    expect(findings[0]?.message).toContain('is not a service principal')
    expect(findings[0]?.suggestion).toBe(suggestion)
  })
})
