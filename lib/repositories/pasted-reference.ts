import { isAccountId, parseArn } from '@/lib/accounts/arn'
import type { Registry } from '@/lib/accounts/registry'
import { fromPath, type RepositoryRef } from './reference'

/** A pasted reference: a repository, and the tag or digest of an image if given. */
type PastedReference = RepositoryRef & { tag?: string; digest?: string }

const NAME = '[a-z0-9][a-z0-9._/:-]*'
// Hosts of every partition and kind (FIPS, dual-stack), as the ECR credential helper recognises them.
const HOST =
  /^(?:https?:\/\/)?(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|on\.(?:aws|amazonwebservices\.com\.cn))\/(.+)$/
const RESOURCE = new RegExp(`^repository/(${NAME})$`)
const CONSOLE = /\/ecr\/repositories\/(?:private\/)?(\d{12})\/([^?#]+?)(?:\/_\/[a-z-]+)?\/?(?:[?#].*)?$/
const OLD_CONSOLE = /#\/repositories\/([^#/?]+)/

/** Parses an image URI, a repository ARN or a link to the AWS console; undefined for anything else. */
export function parseReference(text: string): PastedReference | undefined {
  const pasted = text.trim().slice(0, 2000)
  const arn = parseArn(pasted)
  const name = arn?.service === 'ecr' ? RESOURCE.exec(arn.resource)?.[1] : undefined
  if (arn && name && isAccountId(arn.account))
    return valid({ region: arn.region, account: arn.account, name })

  const uri = HOST.exec(pasted)
  if (uri?.[1] && uri[2] && uri[3]) return imageReference({ account: uri[1], region: uri[2] }, uri[3])

  const region = consoleRegion(pasted)
  const link = region ? CONSOLE.exec(pasted) : undefined
  if (region && link?.[1] && link[2]) return valid({ account: link[1], region, name: fromPath(link[2]) })
  return undefined
}

/** Parses a link to the console of the ECS era, which contains region and name but not the account. */
export function parseOldConsoleLink(text: string): Pick<RepositoryRef, 'region' | 'name'> | undefined {
  const pasted = text.trim().slice(0, 2000)
  const region = consoleRegion(pasted)
  const name = OLD_CONSOLE.exec(pasted)?.[1]
  return region && name ? { region, name: fromPath(name) } : undefined
}

function consoleRegion(link: string): string | undefined {
  if (!/^https:\/\/(?:[a-z0-9-]+\.)*console\.aws\.amazon\.com\//.test(link)) return undefined
  return /[?&]region=([a-z0-9-]+)/.exec(link)?.[1] ?? /^https:\/\/([a-z0-9-]+)\.console\./.exec(link)?.[1]
}

/** Splits off the digest first, then a tag after the last slash, as the image reference grammar requires. */
function imageReference(registry: Registry, path: string): PastedReference | undefined {
  const [beforeDigest = '', digest] = path.split('@', 2)
  const slash = beforeDigest.lastIndexOf('/')
  const colon = beforeDigest.indexOf(':', slash + 1)
  const name = colon < 0 ? beforeDigest : beforeDigest.slice(0, colon)
  const tag = colon < 0 ? undefined : beforeDigest.slice(colon + 1)
  return valid({ ...registry, name }, tag || undefined, digest)
}

function valid(ref: RepositoryRef, tag?: string, digest?: string): PastedReference | undefined {
  const { account, region, name } = ref
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region) || name.length === 0 || name.length > 256) return undefined
  return { account, region, name, ...(tag && { tag }), ...(digest && { digest }) }
}
