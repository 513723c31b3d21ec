import type { Registry } from '@/lib/accounts/registry'
import type { CreateRepositoryInput } from './create-input'
import { continued, type Shell, shellWord } from './shell'
import { toEcrTagMutability } from './tag-mutability'

/** One repository to create in one registry. */
export type Creation = Registry &
  Pick<
    CreateRepositoryInput,
    'name' | 'mutability' | 'exclusionFilters' | 'scanOnPush' | 'encryption' | 'kmsKey' | 'tags'
  >

type Structure = Readonly<Record<string, string>>

const FILE = 'create-repository.json'

/** The AWS CLI command that creates the repository. */
export function createCommand(creation: Creation, style: { shell: Shell; endpointUrl?: string }): string {
  const word = (text: string) => shellWord(text, style.shell)
  const start = [
    'aws ecr create-repository',
    `--region ${word(creation.region)}`,
    ...(style.endpointUrl ? [`--endpoint-url ${word(style.endpointUrl)}`] : []),
  ]
  const input = cliInput(creation)
  // Windows PowerShell drops double quotes when it starts a program, so JSON arguments go in a file there.
  if (style.shell === 'powershell' && ![...input.tags, input.encryptionConfiguration].every(isPlain))
    return [
      `@'\n${asciiJson(input)}\n'@ | Set-Content -Encoding ascii ${FILE}`,
      continued([...start, `--cli-input-json file://${FILE}`], style.shell),
    ].join('\n')

  const list = (items: readonly Structure[]) =>
    items.every(isPlain) ? items.map((item) => word(shorthand(item))).join(' ') : word(JSON.stringify(items))
  const filters = input.imageTagMutabilityExclusionFilters ?? []
  return continued(
    [
      ...start,
      // With the account id the command fails under the wrong credentials, instead of creating somewhere else.
      `--registry-id ${word(input.registryId)}`,
      `--repository-name ${word(input.repositoryName)}`,
      `--image-tag-mutability ${word(input.imageTagMutability)}`,
      ...(filters.length > 0 ? [`--image-tag-mutability-exclusion-filters ${list(filters)}`] : []),
      `--image-scanning-configuration scanOnPush=${input.imageScanningConfiguration.scanOnPush}`,
      `--encryption-configuration ${structure(input.encryptionConfiguration, word)}`,
      ...(input.tags.length > 0 ? [`--tags ${list(input.tags)}`] : []),
    ],
    style.shell,
  )
}

/** Only KMS encryption has a key. */
export function encryptionOf({ encryption, kmsKey }: Creation): { encryptionType: string; kmsKey?: string } {
  return { encryptionType: encryption, ...(kmsKey && encryption !== 'AES256' && { kmsKey }) }
}

function cliInput(creation: Creation) {
  return {
    registryId: creation.account,
    repositoryName: creation.name,
    ...toEcrTagMutability(creation.mutability, creation.exclusionFilters),
    imageScanningConfiguration: { scanOnPush: creation.scanOnPush },
    encryptionConfiguration: encryptionOf(creation),
    tags: creation.tags.map(({ key, value }) => ({ Key: key, Value: value })),
  }
}

function structure(item: Structure, word: (text: string) => string): string {
  return word(isPlain(item) ? shorthand(item) : JSON.stringify(item))
}

/**
 * What the AWS CLI's shorthand accepts without quotes. Quotes can't express every text there, so nothing here needs
 * them.
 */
function isPlain(item: Structure): boolean {
  return Object.values(item).every((text) => /^[\w.:/@+*-]+(?: [\w.:/@+*-]+)*$/.test(text))
}

function shorthand(item: Structure): string {
  return Object.entries(item)
    .map(([key, text]) => `${key}=${text}`)
    .join(',')
}

/** JSON in which every character survives any file encoding. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(
    /[^ -~\n]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
