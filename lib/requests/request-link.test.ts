import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestLink } from './request-link'

const BASE = 'https://ecr.example.com'
const form = {
  account: '872569379934',
  region: 'us-west-2',
  repository: 'cwp/fluentd',
  awsUserName: 'arn:aws:sts::957591566260:assumed-role/release-bot/GitHubActions',
  action: 'ecr:BatchGetImage',
  why: 'The release job mirrors this & that.',
  proposal: null,
}
const read = (url: string) => Object.fromEntries(new URL(url).searchParams)
const statement = (length: number) => `{"Sid":"${'x'.repeat(length)}"}`

describe('the link to a filled form', () => {
  it('has exactly the fields that are filled in', () => {
    const { proposal: _, ...facts } = form
    const { url, leftOut } = requestLink(BASE, form)
    expect(read(url)).toEqual(facts)
    expect(leftOut).toEqual([])
    expect(requestLink(BASE, { ...form, why: '', awsUserName: '' }).url).not.toMatch(/why|awsUserName/)
  })

  it('includes one proposed statement, and names what it omits: a whole policy, or anything too long', () => {
    const fits = requestLink(BASE, { ...form, proposal: { kind: 'statement', statement: statement(900) } })
    expect(read(fits.url).proposal).toBe(statement(900))
    expect(fits.leftOut).toEqual([])
    const long = requestLink(BASE, { ...form, proposal: { kind: 'statement', statement: statement(6000) } })
    expect(read(long.url)).not.toHaveProperty('proposal')
    expect(long.leftOut).toEqual(['proposal'])
    const policy = requestLink(BASE, { ...form, proposal: { kind: 'policy', base: null, draft: null } })
    expect(policy.leftOut).toEqual(['proposal'])
    expect(requestLink(BASE, { ...form, why: 'x'.repeat(1001) }).leftOut).toEqual(['why'])
  })

  it('contains no secret typed into the wrong field', () => {
    const { url } = requestLink(BASE, { ...form, why: 'password=hunter2hunter2, see above' })
    expect(read(url).why).toBe('password=[secret removed], see above')
  })

  it('is a URL servers accept, whatever is filled in', () => {
    const text = fc.string({ unit: 'binary', maxLength: 7000 })
    fc.assert(
      fc.property(text, text, text, (repository, awsUserName, why) => {
        const { url } = requestLink(BASE, { ...form, repository, awsUserName, why })
        expect(url.length).toBeLessThan(6000)
        expect(URL.canParse(url)).toBe(true)
      }),
    )
  })
})
