/** The kinds of error, recognised by these words. Denials by a policy are read from their own sentence. */
const KINDS = [
  ['leaked-key', /AWSCompromisedKeyQuarantine/i],
  ['tag-immutable', /because the (?:repository|tag) is immutable|ImageTagAlreadyExists/i],
  ['policy-principal-not-found', /'Principal not found'|Principal not found/],
  ['policy-invalid', /Invalid repository policy provided|Invalid parameter at 'PolicyText'|MalformedPolicy/],
  [
    'invalid-repository-name',
    /Invalid parameter at 'repositoryName'|invalid reference format|repository name[^\n]{0,300}must be lowercase/i,
  ],
  ['repo-exists', /RepositoryAlreadyExists|repository with name '[^'\n]{0,300}' already exists/i],
  ['repo-not-empty', /RepositoryNotEmpty/],
  ['policy-missing', /RepositoryPolicyNotFound/],
  [
    'repo-not-found',
    /RepositoryNotFound|\bname unknown\b|NAME_UNKNOWN|repository with name '[^'\n]{0,300}' does not exist/i,
  ],
  ['lambda-image-access', /Lambda does not have permission to access the ECR image/i],
  ['image-archived', /ImageArchived|image\b[^\n]{0,200}\b(?:is|has been) archived/i],
  ['quota', /LimitExceeded|TooManyTags|\bquota\b|maximum (?:allowed )?number of/i],
  [
    'credentials-expired',
    /ExpiredToken|security token included in the request is expired|SSO session[^\n]{0,200}expired|Token has expired and refresh failed/i,
  ],
  ['clock-skew', /Signature expired|Signature not yet current|RequestTimeTooSkewed|RequestExpired/i],
  [
    'credentials-invalid',
    /UnrecognizedClient|InvalidClientTokenId|security token included in the request is invalid|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId/i,
  ],
  [
    'credentials-missing',
    /Unable to locate credentials|NoCredentialProviders|no EC2 IMDS role found|config profile[^\n]{0,100}could not be found|Could not load credentials from any providers|Unable to load credentials|failed to retrieve credentials/i,
  ],
  [
    'wrong-region',
    /You must specify a region|MissingRegion|Region is missing|Invalid endpoint: https:\/\/api\.ecr|Could not connect to the endpoint URL|lookup [^\n]{0,100}\becr\b[^\n]{0,200}no such host/i,
  ],
  ['get-login-removed', /argument operation: (?:Found )?invalid choice/i],
  ['get-login-email-flag', /unknown shorthand flag: 'e' in -e/i],
  [
    'credential-helper',
    /error (?:storing|getting|listing) credentials|docker-credential-[\w-]{1,60}\S{0,5} (?:resolves|executable|not found)/i,
  ],
  [
    'docker-daemon',
    /Cannot connect to the Docker daemon|connect to the Docker daemon socket|docker daemon is not running/i,
  ],
  ['auth-expired', /authorization token has expired/i],
  ['login-failed', /login attempt to\s{1,9}\S{1,300}\s{1,9}failed with status/i],
  ['throttled', /toomanyrequests|Rate exceeded|Throttling|429 Too Many Requests/i],
  [
    'image-not-found',
    /manifest unknown|MANIFEST_UNKNOWN|Requested image not found|ImageNotFound|manifest for [^\n]{1,400} not found|Source image \S{1,400} does not exist|amazonaws\.com\/[^\s"']{1,400}: not found/i,
  ],
  ['pull-denied', /pull access denied|requested access to the resource is denied/i],
  [
    'auth-missing',
    /no basic auth credentials|authentication required|authorization failed: no basic auth|non[- ]TTY device/i,
  ],
  ['http-401', /\b401 Unauthorized|status code:? 401\b|\bUNAUTHORIZED:/i],
  ['http-403-on-push', /\bPUT\b[^\n]{0,600}\b403\b/],
  ['http-403', /\b403 Forbidden|status code:? 403\b/i],
  [
    'network',
    /i\/o timeout|deadline exceeded|Client\.Timeout|TLS handshake timeout|connection (?:refused|reset)|no such host|ResourceInitializationError/i,
  ],
  ['push-eof', /\bEOF\b/],
] as const satisfies readonly (readonly [string, RegExp])[]

export type MessageKind =
  | (typeof KINDS)[number][0]
  | 'access-denied'
  | 'assume-role-denied'
  | 'other-service-denied'
  | 'empty'
  | 'unknown'

/** The most specific kind whose words are in the text. */
export function kindByWords(text: string): MessageKind | undefined {
  return KINDS.find(([, words]) => words.test(text))?.[0]
}
