import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from '@/lib/policy/cases/policy-export.json'
import { textToSend } from '@/lib/policy/document'
import { policyText, readPolicy } from '@/lib/policy/test-policies'
import { hclString } from './hcl'
import { policyCdk, policyCommand, policyTerraform } from './policy-export'

const REF = { account: '872569379934', region: 'us-west-2', name: 'cwp/fluentd-elasticsearch-aws' }

const document = policyText().map(readPolicy)
const policy = readPolicy(cases.policy)

describe('the command', () => {
  it('passes the policy through a POSIX shell unchanged', () => {
    fc.assert(
      fc.property(document, (any) => {
        const command = policyCommand(any, REF, { shell: 'posix' })
        const quoted = /--policy-text '(.*)'$/s.exec(command)?.[1]
        expect(quoted?.replaceAll(`'\\''`, "'")).toBe(textToSend(any))
      }),
    )
  })

  it('passes the policy through PowerShell in an ASCII file', () => {
    fc.assert(
      fc.property(document, (any) => {
        const command = policyCommand(any, REF, { shell: 'powershell' })
        const [, file = ''] = /^@'\n(.*)\n'@ \| Set-Content/s.exec(command) ?? []
        expect(file).toMatch(/^[ -~]*$/)
        expect(JSON.parse(file)).toEqual(any.value)
      }),
    )
  })

  it('has the account, the repository, and the endpoint if there is one', () => {
    expect(
      policyCommand(policy, REF, { shell: 'posix', endpointUrl: 'http://127.0.0.1:4510' })
        .split(' \\\n  ')
        .slice(0, 5),
    ).toEqual([
      'aws ecr set-repository-policy',
      '--region us-west-2',
      '--endpoint-url http://127.0.0.1:4510',
      '--registry-id 872569379934',
      '--repository-name cwp/fluentd-elasticsearch-aws',
    ])
  })

  it('deletes the policy if none is left', () => {
    expect(policyCommand(undefined, REF, { shell: 'posix' })).toMatch(/^aws ecr delete-repository-policy /)
    expect(policyCommand(undefined, REF, { shell: 'posix' })).not.toContain('--policy-text')
  })
})

describe('the code', () => {
  it('for Terraform has the same policy', () => {
    expect(policyTerraform(policy, REF).split('\n')).toEqual(cases.terraform)
  })

  it('for the CDK has the same policy', () => {
    expect(policyCdk(policy, REF).split('\n')).toEqual(cases.cdk)
  })

  it.each(cases.strings)('for Terraform quotes $name', ({ text, hcl }) => expect(hclString(text)).toBe(hcl))
})
