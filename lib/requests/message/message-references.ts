import { isAccountId } from '@/lib/accounts/arn'
import { isRegion, repositoryOf } from './denials'

/** The registry and image in a message, apart from its denials. */
export type MessageReference = {
  account?: string
  region?: string
  repository?: string
  tag?: string
  digest?: string
}

type Found = MessageReference & { sure: boolean }

// Hosts of every partition and flavour; parts of them may be masked.
const HOST =
  /\.dkr[.-]ecr(?:-fips)?\.([^\s./"']{1,40})\.(?:amazonaws\.(?:com(?:\.cn)?|eu)|on\.(?:aws|amazonwebservices\.com\.cn))(?::443)?(\/[^\s"'`,()[\]{}<>\\|;]{0,700})?/g
const API_HOST = /\bapi\.ecr(?:-fips)?\.([a-z0-9-]{1,40})\.amazonaws\.com/
const API_PATH = /^\/v2\/(.{1,300}?)\/(?:manifests\/([^/\s]{1,200})|blobs\/|tags\/)/
const ECR_ARN = /\barn:aws[a-z-]*:ecr:[^\s"'`\\),;]{1,400}/g
const NAME = /^[a-z0-9][a-z0-9._/-]{0,255}$/

/** The registry and image that a text is about, from image addresses first, then from ECR's own sentences. */
export function readReference(text: string): MessageReference {
  const found: Found[] = [...text.matchAll(HOST)].map((match) => fromHost(text, match))
  for (const [arn] of text.matchAll(ECR_ARN)) found.push({ ...repositoryOf(arn), sure: false })
  const named = namedRepository(text)
  const best =
    found.find(({ repository, sure }) => repository && sure) ?? found.find(({ repository }) => repository)
  const host = found.find(({ account, region }) => account && region) ?? found.find(({ region }) => region)
  return defined({
    account: best?.account ?? named.account ?? host?.account,
    region: best?.region ?? host?.region ?? apiRegion(text),
    repository: namesHost(text) ? undefined : (best?.repository ?? named.repository),
    tag:
      best?.tag ??
      found.find(({ repository, tag }) => tag && repository === best?.repository)?.tag ??
      named.tag,
    digest:
      best?.digest ??
      found.find(({ repository, digest }) => digest && repository === best?.repository)?.digest,
  })
}

/** Whether the repository's name includes the registry's host, as when the host was prepended twice. */
export function namesHost(text: string): boolean {
  return /repository with name '[^'\s]{0,200}\.dkr[.-]ecr/.test(text)
}

function apiRegion(text: string): string | undefined {
  const region = API_HOST.exec(text)?.[1]
  return region && isRegion(region) ? region : undefined
}

function fromHost(text: string, match: RegExpExecArray): Found {
  const [, region = '', path = ''] = match
  const before = text.slice(Math.max(0, match.index - 13), match.index)
  const account = /(?<!\w)\d{12}$/.exec(before)?.[0] ?? ''
  const api = API_PATH.exec(path)
  const image = api ? { name: api[1] ?? '', ...tagOrDigest(api[2]) } : imageOf(path)
  return {
    ...(isAccountId(account) && { account }),
    ...(isRegion(region) && { region }),
    ...(NAME.test(image.name) && defined({ repository: image.name, tag: image.tag, digest: image.digest })),
    // A terminal's line break can cut an image's name. The API's URL continues after the name, so there it is complete.
    sure: api !== null,
  }
}

function imageOf(path: string): { name: string; tag?: string; digest?: string } {
  if (/^\/v2(?:\/|$)/.test(path)) return { name: '' }
  const [image = '', digest] = path
    .slice(1)
    .replace(/[.:/]+$/, '')
    .split('@', 2)
  const colon = image.indexOf(':')
  const name = colon < 0 ? image : image.slice(0, colon)
  const tag = colon < 0 ? undefined : image.slice(colon + 1)
  return { name, ...tagOrDigest(digest), ...tagOrDigest(tag) }
}

function tagOrDigest(text: string | undefined): { tag?: string; digest?: string } {
  if (!text) return {}
  if (/^sha256:[0-9a-f]{64}/.test(text)) return { digest: text.slice(0, 71) }
  const tag = /^\w[\w.-]{0,127}/.exec(text)?.[0].replace(/[.-]+$/, '')
  return tag ? { tag } : {}
}

/** The sentences in which ECR and Terraform name a repository without its address. */
function namedRepository(text: string): MessageReference {
  const inRegistry = /repository with name '([^'\s]{1,256})'/.exec(text)
  const immutable = /image tag '([^'\s]{1,300})' already exists in the '([^'\s]{1,256})' repo/.exec(text)
  const terraform = /ECR Repository (?:Policy )?\(([^()\s]{1,256})\)/.exec(text)
  const name = inRegistry?.[1] ?? immutable?.[2] ?? terraform?.[1] ?? ''
  return defined({
    account: /registry with id '(\d{12})'/.exec(text)?.[1],
    repository: NAME.test(name) ? name : undefined,
    tag: immutable?.[1],
  })
}

type Fact = keyof MessageReference | 'action' | 'principalArn' | 'principalAccount' | 'otherLoginRegion'

/** The same without what is undefined. */
export function defined(facts: { [F in Fact]?: string | undefined }): { [F in Fact]?: string } {
  const isKnown = (entry: [string, string | undefined]): entry is [string, string] => entry[1] !== undefined
  return Object.fromEntries(Object.entries(facts).filter(isKnown))
}
