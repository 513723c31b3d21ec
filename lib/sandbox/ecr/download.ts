import { createHmac, timingSafeEqual } from 'node:crypto'
import type { StoredRepository } from '../model'
import type { Answer } from '../protocol/request'
import type { Store } from '../store/store'
import { layerContent } from './layer-content'

const PATH = '/_sandbox/layers/'
const LIFE_SECONDS = 3600

/** An address at which a layer can be fetched without a signature for an hour, as ECR gives one of S3. */
export function downloadUrl(
  endpoint: string,
  { account, region, name }: StoredRepository,
  digest: string,
  now: number,
): string {
  const url = new URL(`${PATH}${account}/${region}/${name}/${digest}`, endpoint)
  const expires = String(Math.floor(now / 1000) + LIFE_SECONDS)
  url.searchParams.set('Expires', expires)
  url.searchParams.set('Signature', sign(url.pathname, expires))
  return url.href
}

export function isDownload(pathname: string): boolean {
  return pathname.startsWith(PATH)
}

/** The layer, or S3's refusal when the address was changed or has expired. */
export function serveLayer(store: Store, { pathname, searchParams }: URL, now: number): Answer {
  const expires = searchParams.get('Expires') ?? ''
  if (!equal(sign(pathname, expires), searchParams.get('Signature') ?? ''))
    return refusal('AccessDenied', 'Access Denied')
  if (Number(expires) * 1000 < now) return refusal('AccessDenied', 'Request has expired')
  const [account = '', region = '', ...rest] = pathname.slice(PATH.length).split('/')
  const digest = rest.pop() ?? ''
  const repository = store.repository({ account, region, name: rest.join('/') })
  const content = repository && layerContent({ store }, repository, digest)
  if (!content) return { ...refusal('NoSuchKey', 'The specified key does not exist.'), status: 404 }
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: content }
}

function refusal(code: string, message: string): Answer {
  const body = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  return { status: 403, headers: { 'content-type': 'application/xml' }, body }
}

function sign(pathname: string, expires: string): string {
  return createHmac('sha256', 'sandbox download addresses').update(`${pathname} ${expires}`).digest('hex')
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
