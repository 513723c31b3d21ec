import { type Registry, registryHost } from '@/lib/accounts/registry'

/** The identity of a repository. Names repeat across accounts by design, so a name alone is never enough. */
export type RepositoryRef = Registry & { name: string }

export function repositoryUri(ref: RepositoryRef): string {
  return `${registryHost(ref)}/${ref.name}`
}

export function repositoryArn(ref: RepositoryRef): string {
  return `arn:aws:ecr:${ref.region}:${ref.account}:repository/${ref.name}`
}

/** A stable text key for maps and form fields. */
export function repositoryKey(ref: RepositoryRef): string {
  return `${ref.account}/${ref.region}/${ref.name}`
}

/** A `/` in a repository name becomes `:` in page addresses, as in the AWS console; a name never contains a `:`. */
export function toPath(name: string): string {
  return name.replaceAll('/', ':')
}

export function fromPath(segment: string): string {
  let decoded = segment
  try {
    decoded = decodeURIComponent(segment)
  } catch {
    // Keeps a stray % as typed: the lookup will then say that no such repository exists.
  }
  return decoded.replaceAll(':', '/')
}
