import type { CreateRepositoryInput } from '@/lib/repositories/create-input'

/** The create form's content, as typed. `tags` has one `key=value` per line. */
export type CreateDraft = {
  name: string
  registries: string[]
  mutability: CreateRepositoryInput['mutability']
  exclusionFilters: string
  scanOnPush: boolean
  encryption: CreateRepositoryInput['encryption']
  kmsKey: string
  tags: string
  shareWith: string[]
}

export const EMPTY_DRAFT: CreateDraft = {
  name: '',
  registries: [],
  mutability: 'MUTABLE',
  exclusionFilters: '',
  scanOnPush: true,
  encryption: 'AES256',
  kmsKey: '',
  tags: '',
  shareWith: [],
}

/** The draft as input for creating. */
export function toInput(draft: CreateDraft) {
  return {
    name: draft.name,
    registries: draft.registries.map((key) => {
      const [account, region] = key.split('/')
      return { account, region }
    }),
    mutability: draft.mutability,
    exclusionFilters: draft.exclusionFilters.split(/[\s,]+/).filter(Boolean),
    scanOnPush: draft.scanOnPush,
    encryption: draft.encryption,
    kmsKey: draft.kmsKey,
    tags: parseTags(draft.tags),
    shareWith: draft.shareWith,
  }
}

/** One tag per line; everything after the first `=` is the value. */
function parseTags(text: string): { key: string; value: string }[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const equals = line.indexOf('=')
      return equals < 0
        ? { key: line, value: '' }
        : { key: line.slice(0, equals).trim(), value: line.slice(equals + 1).trim() }
    })
}
