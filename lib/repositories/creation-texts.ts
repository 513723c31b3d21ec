import type { Registry } from '@/lib/accounts/model'
import type { CreateRepositoryInput } from './create-input'
import { continued, type Shell, shellWord } from './shell'

/** One repository to be created in one registry. */
export type Creation = Registry &
  Pick<
    CreateRepositoryInput,
    'name' | 'mutability' | 'exclusionFilters' | 'scanOnPush' | 'encryption' | 'kmsKey' | 'tags'
  >

/** The AWS CLI's command that creates the repository. */
export function createCommand(creation: Creation, style: { shell: Shell; endpointUrl?: string }): string {
  const { shell, endpointUrl } = style
  const word = (text: string) => shellWord(text, shell)
  const common = [
    'aws ecr create-repository',
    `--region ${word(creation.region)}`,
    ...(endpointUrl ? [`--endpoint-url ${word(endpointUrl)}`] : []),
  ]
  // Windows PowerShell drops double quotes and doubles backslashes on the way to a program, so such values go by file.
  if (shell === 'powershell' && /["\\]/.test(valuesOf(creation).join('')))
    return [
      `@'\n${asciiJson(cliInput(creation))}\n'@ | Set-Content -Encoding ascii create-repository.json`,
      continued([...common, '--cli-input-json file://create-repository.json'], shell),
    ].join('\n')

  const quote = shell === 'posix' ? '"' : "'"
  const list = (items: readonly Record<string, string>[]) =>
    items.map((item) => word(shorthand(item, quote))).join(' ')
  const filters = creation.exclusionFilters.map((filter) => ({ filterType: 'WILDCARD', filter }))
  const tags = creation.tags.map(({ key, value }) => ({ Key: key, Value: value }))
  return continued(
    [
      ...common,
      // With the number of the account the command fails, instead of creating elsewhere, under wrong credentials.
      `--registry-id ${word(creation.account)}`,
      `--repository-name ${word(creation.name)}`,
      `--image-tag-mutability ${word(creation.mutability)}`,
      ...(filters.length > 0 ? [`--image-tag-mutability-exclusion-filters ${list(filters)}`] : []),
      `--image-scanning-configuration scanOnPush=${creation.scanOnPush}`,
      `--encryption-configuration ${list([encryptionOf(creation)])}`,
      ...(tags.length > 0 ? [`--tags ${list(tags)}`] : []),
    ],
    shell,
  )
}

/** The same as a resource of Terraform's AWS provider. */
export function terraformText(creation: Creation): string {
  const { encryptionType, kmsKey } = encryptionOf(creation)
  const block = (head: string, lines: readonly string[]) => [
    '',
    `  ${head} {`,
    ...lines.map((line) => `    ${line}`),
    '  }',
  ]
  const lines = [
    'provider "aws" {',
    `  region              = ${hcl(creation.region)}`,
    `  allowed_account_ids = [${hcl(creation.account)}]`,
    '}',
    '',
    `resource "aws_ecr_repository" "${creation.name.replace(/[^a-z0-9]+/g, '_')}" {`,
    `  name                 = ${hcl(creation.name)}`,
    `  image_tag_mutability = ${hcl(creation.mutability)}`,
    ...creation.exclusionFilters.flatMap((filter) =>
      block('image_tag_mutability_exclusion_filter', [
        `filter      = ${hcl(filter)}`,
        'filter_type = "WILDCARD"',
      ]),
    ),
    ...block('image_scanning_configuration', [`scan_on_push = ${creation.scanOnPush}`]),
    ...block(
      'encryption_configuration',
      kmsKey
        ? [`encryption_type = ${hcl(encryptionType)}`, `kms_key         = ${hcl(kmsKey)}`]
        : [`encryption_type = ${hcl(encryptionType)}`],
    ),
    ...(creation.tags.length > 0
      ? block('tags =', aligned(creation.tags.map(({ key, value }) => [hcl(key), hcl(value)])))
      : []),
    '}',
  ]
  return `${lines.join('\n')}\n`
}

/** The same as a stack of the CDK in TypeScript. */
export function cdkText(creation: Creation): string {
  const properties = {
    repositoryName: creation.name,
    imageTagMutability: creation.mutability,
    ...(creation.exclusionFilters.length > 0 && {
      imageTagMutabilityExclusionFilters: creation.exclusionFilters.map((filter) => ({
        imageTagMutabilityExclusionFilterType: 'WILDCARD',
        imageTagMutabilityExclusionFilterValue: filter,
      })),
    }),
    imageScanningConfiguration: { scanOnPush: creation.scanOnPush },
    encryptionConfiguration: encryptionOf(creation),
    ...(creation.tags.length > 0 && { tags: creation.tags }),
  }
  const environment = { env: { account: creation.account, region: creation.region } }
  return [
    "import { App, Stack } from 'aws-cdk-lib'",
    "import { CfnRepository } from 'aws-cdk-lib/aws-ecr'",
    '',
    `const stack = new Stack(new App(), 'Repositories', ${typeScript(environment)})`,
    '',
    `new CfnRepository(stack, ${typeScript(pascalCase(creation.name))}, ${typeScript(properties)})`,
    '',
  ].join('\n')
}

function encryptionOf({ encryption, kmsKey }: Creation): { encryptionType: string; kmsKey?: string } {
  return { encryptionType: encryption, ...(kmsKey && encryption !== 'AES256' && { kmsKey }) }
}

function cliInput(creation: Creation) {
  return {
    registryId: creation.account,
    repositoryName: creation.name,
    imageTagMutability: creation.mutability,
    ...(creation.exclusionFilters.length > 0 && {
      imageTagMutabilityExclusionFilters: creation.exclusionFilters.map((filter) => ({
        filterType: 'WILDCARD',
        filter,
      })),
    }),
    imageScanningConfiguration: { scanOnPush: creation.scanOnPush },
    encryptionConfiguration: encryptionOf(creation),
    tags: creation.tags.map(({ key, value }) => ({ Key: key, Value: value })),
  }
}
