import { createHash, timingSafeEqual } from 'node:crypto'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import type { SignedBy } from '../protocol/authorization'
import { AwsError } from '../protocol/aws-error'
import { type AwsRequest, header } from '../protocol/request'

// AWS accepts requests signed up to five minutes before or after its own clock.
const SKEW_MS = 5 * 60_000

const CONTENT_HASH = 'x-amz-content-sha256'

/** Throws AWS's error unless the request was signed with this secret, for this service, within the last minutes. */
export async function verifySignature(
  request: AwsRequest,
  signed: SignedBy,
  secretAccessKey: string,
  service: string,
): Promise<void> {
  if (signed.service !== service)
    throw invalid(`Credential should be scoped to correct service: '${service}'. `)
  if (!signed.signedHeaders.includes('host'))
    throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
  const date = signingDate(header(request, 'x-amz-date'))
  if (signed.date !== header(request, 'x-amz-date')?.slice(0, 8))
    throw invalid('Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.')
  const wanted = await signatureOf(request, signed, secretAccessKey, date)
  if (!sameText(wanted, signed.signature))
    throw invalid(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    )
  checkClock(date, Date.now())
}

async function signatureOf(
  request: AwsRequest,
  { accessKeyId, region, service, signedHeaders }: SignedBy,
  secretAccessKey: string,
  date: Date,
): Promise<string> {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost')
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  })
  const headers = Object.fromEntries(signedHeaders.map((name) => [name, header(request, name) ?? '']))
  // The hash of the actual body counts, not the one that the request states.
  headers[CONTENT_HASH] = createHash('sha256').update(request.body).digest('hex')
  const again = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: headers.host ?? '',
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers,
    },
    {
      signingDate: date,
      signableHeaders: new Set(signedHeaders),
      unsignableHeaders: new Set(signedHeaders.includes(CONTENT_HASH) ? [] : [CONTENT_HASH]),
    },
  )
  return /Signature=([0-9a-f]+)$/.exec(again.headers.authorization ?? '')?.[1] ?? ''
}

function signingDate(text: string | undefined): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '')
  if (!parts)
    throw new AwsError(
      'IncompleteSignatureException',
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    )
  const [, year, month, day, hours, minutes, seconds] = parts
  return new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`)
}

function checkClock(date: Date, now: number): void {
  const stamp = (milliseconds: number) => new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const signedAt = date.getTime()
  if (signedAt < now - SKEW_MS)
    throw invalid(
      `Signature expired: ${stamp(signedAt)} is now earlier than ${stamp(now - SKEW_MS)} (${stamp(now)} - 5 min.)`,
    )
  if (signedAt > now + SKEW_MS)
    throw invalid(
      `Signature not yet current: ${stamp(signedAt)} is still later than ${stamp(now + SKEW_MS)} (${stamp(now)} + 5 min.)`,
    )
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidSignatureException', message)
}
