import { type Creation, encryptionOf } from './creation-command'

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

/** The same as a CDK stack in TypeScript. */
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

/** A Terraform string: JSON's, but without starting a template. */
function hcl(text: string): string {
  return JSON.stringify(text)
    .replace(/\\[\\bf]/g, (escaped) => ({ '\\b': '\\u0008', '\\f': '\\u000c' })[escaped] ?? escaped)
    .replace(/[$%]\{/g, (start) => `${start[0]}${start}`)
}

/** Assignments with their equals signs aligned, as terraform fmt does. */
function aligned(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...pairs.map(([key]) => key.length))
  return pairs.map(([key, value]) => `${key.padEnd(width)} = ${value}`)
}

/** JSON with keys as people write them. JSON strings contain no line breaks, so only a key can start a line. */
function typeScript(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(/^( *)"(\w+)":/gm, '$1$2:')
}

function pascalCase(name: string): string {
  return name
    .split(/[^a-z0-9]+/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('')
}
