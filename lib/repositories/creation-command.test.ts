import { describe, expect, it } from 'vitest'
import { type Creation, createCommand } from './creation-command'

const creation: Creation = {
  account: '252775557553',
  region: 'us-west-2',
  name: 'cwp/fluentd',
  mutability: 'IMMUTABLE_WITH_EXCLUSION',
  exclusionFilters: ['latest', 'dev-*'],
  scanOnPush: true,
  encryption: 'KMS',
  kmsKey: 'alias/ecr',
  tags: [
    { key: 'Team', value: 'cwp' },
    { key: 'Cost Center', value: '1-2' },
  ],
}
const hard = { ...creation, tags: [{ key: 'Note', value: `it's "new", $HOME ü` }] }

describe('the command that creates a repository', () => {
  it('is, in a POSIX shell', () => {
    expect(createCommand(creation, { shell: 'posix', endpointUrl: 'http://127.0.0.1:4510' })).toBe(
      [
        'aws ecr create-repository \\',
        '  --region us-west-2 \\',
        '  --endpoint-url http://127.0.0.1:4510 \\',
        '  --registry-id 252775557553 \\',
        '  --repository-name cwp/fluentd \\',
        '  --image-tag-mutability IMMUTABLE_WITH_EXCLUSION \\',
        "  --image-tag-mutability-exclusion-filters filterType=WILDCARD,filter=latest 'filterType=WILDCARD,filter=dev-*' \\",
        '  --image-scanning-configuration scanOnPush=true \\',
        '  --encryption-configuration encryptionType=KMS,kmsKey=alias/ecr \\',
        "  --tags Key=Team,Value=cwp 'Key=Cost Center,Value=1-2'",
      ].join('\n'),
    )
  })

  it('is, in PowerShell', () => {
    expect(
      createCommand({ ...creation, exclusionFilters: [], mutability: 'MUTABLE' }, { shell: 'powershell' }),
    ).toBe(
      [
        'aws ecr create-repository `',
        '  --region us-west-2 `',
        '  --registry-id 252775557553 `',
        '  --repository-name cwp/fluentd `',
        '  --image-tag-mutability MUTABLE `',
        '  --image-scanning-configuration scanOnPush=true `',
        "  --encryption-configuration 'encryptionType=KMS,kmsKey=alias/ecr' `",
        "  --tags 'Key=Team,Value=cwp' 'Key=Cost Center,Value=1-2'",
      ].join('\n'),
    )
  })

  it('passes values with any characters as JSON', () => {
    const tags = createCommand(hard, { shell: 'posix' }).split('--tags ')[1]
    expect(tags).toBe(`'[{"Key":"Note","Value":"it'\\''s \\"new\\", $HOME ü"}]'`)
    const key = createCommand({ ...creation, kmsKey: 'a,b' }, { shell: 'posix' })
    expect(key).toContain(`--encryption-configuration '{"encryptionType":"KMS","kmsKey":"a,b"}'`)
  })

  it('gives them by file in PowerShell, in characters that every encoding has', () => {
    const command = createCommand(hard, { shell: 'powershell', endpointUrl: 'http://127.0.0.1:4510' })
    const [, json = '', rest] = /^@'\n([\s\S]*)\n'@ \| ([\s\S]*)$/.exec(command) ?? []
    expect(json).toMatch(/^[ -~\n]*$/)
    expect(JSON.parse(json)).toEqual({
      registryId: '252775557553',
      repositoryName: 'cwp/fluentd',
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [
        { filterType: 'WILDCARD', filter: 'latest' },
        { filterType: 'WILDCARD', filter: 'dev-*' },
      ],
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey: 'alias/ecr' },
      tags: [{ Key: 'Note', Value: `it's "new", $HOME ü` }],
    })
    expect(rest).toBe(
      [
        'Set-Content -Encoding ascii create-repository.json',
        'aws ecr create-repository `',
        '  --region us-west-2 `',
        '  --endpoint-url http://127.0.0.1:4510 `',
        '  --cli-input-json file://create-repository.json',
      ].join('\n'),
    )
  })

  it('names no key where none is used', () => {
    expect(createCommand({ ...creation, encryption: 'AES256' }, { shell: 'posix' })).toContain(
      '--encryption-configuration encryptionType=AES256 \\',
    )
  })
})
