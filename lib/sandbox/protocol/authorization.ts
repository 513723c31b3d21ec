import { AwsError } from './aws-error'

/** What the Authorization header of a signed request says before anything of it is proved. */
export type SignedBy = {
  accessKeyId: string
  /** YYYYMMDD, as in the credential scope. */
  date: string
  region: string
  service: string
  signedHeaders: string[]
  signature: string
}

const HEADER =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/

/** Reads a Signature Version 4 header; undefined when there is none of that shape. */
export function readAuthorization(header: string | undefined): SignedBy | undefined {
  const [, accessKeyId, date, region, service, signedHeaders, signature] = HEADER.exec(header ?? '') ?? []
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature) return undefined
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature }
}

/** As `readAuthorization`, but throws as AWS does when the header is missing or has another shape. */
export function requireAuthorization(header: string | undefined): SignedBy {
  if (!header) throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token')
  const signed = readAuthorization(header)
  if (!signed)
    throw new AwsError(
      'IncompleteSignatureException',
      'Authorization header requires the parts Credential, SignedHeaders and Signature of Signature Version 4.',
    )
  return signed
}
