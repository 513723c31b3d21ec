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

/** Reads a Signature Version 4 header. Throws as AWS does when there is none or it has another shape. */
export function parseAuthorization(header: string | undefined): SignedBy {
  if (!header) throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token')
  const [, accessKeyId, date, region, service, signedHeaders, signature] = HEADER.exec(header) ?? []
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature)
    throw new AwsError(
      'IncompleteSignatureException',
      'Authorization header requires the parts Credential, SignedHeaders and Signature of Signature Version 4.',
    )
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature }
}
