import { randomUUID } from 'node:crypto'
import type { User } from '../fixtures'

export type Caller = 'nobody' | User

/** A repository of cwp’s in hp-id-dev that every endpoint is asked about. */
export const HIDDEN = 'hidden-repository'
export const REPOSITORY = { account: '252775557553', region: 'us-west-2', name: `cwp/${HIDDEN}` }

/** What the endpoints are tried on. cwp-engineer made all of it. */
export type Setup = {
  /** An open request. */
  request: number
  newRequest: () => Promise<number>
  /** A repository of cwp’s without a policy. */
  newRepository: () => Promise<typeof REPOSITORY>
}

/** `allowed without it`: the page or file exists, without the content that others see in it. */
type Outcome =
  | 'allowed'
  | 'allowed without it'
  | 'must sign in'
  | '401'
  | `redirected to ${string}`
  | `refused: ${string}`

/** `holds` is text that only those who are allowed may see. */
export type Endpoint = { holds: string; at?: (setup: Setup) => string } & Record<Caller, Outcome>

/** `records` is the audited action of a write; an action without one changes nothing. */
export type Action = Record<Caller, Outcome> & {
  input?: (setup: Setup) => unknown
  records?: string
  holds?: string
  /** Ends the session that calls it, and possibly the person’s other sessions. */
  signsOut?: true
}

const everyone = { 'cwp-engineer': 'allowed', 'hpid-engineer': 'allowed', 'ops-reviewer': 'allowed' } as const
const signedIn = { nobody: 'must sign in', ...everyone } as const
const signedInForData = { nobody: '401', ...everyone } as const
const anyone = { nobody: 'allowed', ...everyone } as const
const authorAndOps = {
  ...everyone,
  'hpid-engineer': 'refused: This is someone else’s request',
} as const
const ownOrganisation = { ...everyone, 'hpid-engineer': 'refused: cwp/… belongs to cwp' } as const
const needsToken = 'refused: The metrics require a token'
const tokenOnly = {
  nobody: needsToken,
  'cwp-engineer': needsToken,
  'hpid-engineer': needsToken,
  'ops-reviewer': needsToken,
} as const
const opsOnly = (why: string) =>
  ({
    'cwp-engineer': `refused: ${why}`,
    'hpid-engineer': `refused: ${why}`,
    'ops-reviewer': 'allowed',
  }) as const

const repositoryAddress = `/registries/${REPOSITORY.account}/${REPOSITORY.region}/cwp:${HIDDEN}`
const requestAddress = ({ request }: Setup) => `/requests/${request}`

export const PAGES: Record<string, Endpoint> = {
  '/': { holds: '871386769552', ...signedIn },
  '/repositories': { holds: REPOSITORY.name, at: () => `/repositories?q=${HIDDEN.slice(0, 8)}`, ...signedIn },
  '/repositories/new': { holds: '871386769552', ...signedIn },
  '/registries/[account]/[region]': {
    holds: 'ProductionPullsAllOfCwp',
    at: () => '/registries/120744138334/us-west-2',
    ...signedIn,
  },
  '/registries/[account]/[region]/[repository]': {
    holds: `.amazonaws.com/${REPOSITORY.name}`,
    at: () => repositoryAddress,
    ...signedIn,
  },
  '/registries/[account]/[region]/[repository]/permissions': {
    holds: 'PullFromHpidCdDev',
    at: () => `${repositoryAddress}/permissions`,
    ...signedIn,
  },
  '/registries/[account]/[region]/[repository]/settings': {
    holds: 'This repository has no tags.',
    at: () => `${repositoryAddress}/settings`,
    ...signedIn,
  },
  '/registries/[account]/[region]/[repository]/history': {
    holds: 'PullFromHpidCdDev',
    at: () => `${repositoryAddress}/history`,
    ...signedIn,
  },
  '/access': { holds: '871386769552', ...signedIn },
  '/requests': { holds: HIDDEN, ...signedIn, 'hpid-engineer': 'allowed without it' },
  '/requests/[id]': { holds: REPOSITORY.name, at: requestAddress, nobody: 'must sign in', ...authorAndOps },
  '/activity': {
    holds: REPOSITORY.name,
    at: () => `/activity?text=${HIDDEN.slice(0, 8)}`,
    ...signedIn,
    'hpid-engineer': 'allowed without it',
  },
  '/accounts': {
    holds: 'ecr-portal-write',
    nobody: 'must sign in',
    ...opsOnly('Only infrastructure operations can check the accounts'),
  },
  '/guide': { holds: '871386769552', ...signedIn },
  '/sign-in': {
    holds: 'Choose a user',
    nobody: 'allowed',
    'cwp-engineer': 'redirected to /',
    'hpid-engineer': 'redirected to /',
    'ops-reviewer': 'redirected to /',
  },
}

export const HANDLERS: Record<string, Endpoint> = {
  'GET /open': {
    holds: repositoryAddress,
    at: () => `/open?q=${HIDDEN.slice(0, 8)}`,
    ...signedIn,
  },
  'GET /repositories/search': {
    holds: REPOSITORY.name,
    at: () => `/repositories/search?q=${HIDDEN.slice(0, 8)}`,
    ...signedInForData,
  },
  'GET /repositories/columns': { holds: REPOSITORY.name, ...signedInForData },
  'GET /repositories/look-alikes': {
    holds: REPOSITORY.name,
    at: () => `/repositories/look-alikes?name=cwp/${HIDDEN.slice(0, -1)}`,
    ...signedInForData,
  },
  'GET /repositories/progress': {
    holds: REPOSITORY.name,
    at: () => `/repositories/progress?search=q%3D${HIDDEN.slice(0, 8)}`,
    ...signedInForData,
  },
  'POST /repositories/progress': {
    holds: REPOSITORY.name,
    at: () => `/repositories/progress?search=q%3D${HIDDEN.slice(0, 8)}`,
    ...signedInForData,
  },
  'GET /repositories/export/[format]': {
    holds: REPOSITORY.name,
    at: () => '/repositories/export/csv',
    ...signedIn,
  },
  'GET /requests/[id]/email': {
    holds: REPOSITORY.name,
    at: (setup) => `${requestAddress(setup)}/email`,
    nobody: 'must sign in',
    ...authorAndOps,
  },
  'GET /requests/[id]/reply': {
    holds: REPOSITORY.name,
    at: (setup) => `${requestAddress(setup)}/reply`,
    nobody: 'must sign in',
    ...authorAndOps,
  },
  'GET /activity/export/[format]': {
    holds: REPOSITORY.name,
    at: () => '/activity/export/json',
    ...signedIn,
    'hpid-engineer': 'allowed without it',
  },
  'POST /accounts/check': {
    holds: '"findings"',
    at: () => `/accounts/check?account=${REPOSITORY.account}&region=${REPOSITORY.region}`,
    nobody: '401',
    ...opsOnly('Only infrastructure operations can check the accounts'),
  },
  'GET /api/auth/[...nextauth]': { holds: 'csrfToken', at: () => '/api/auth/csrf', ...anyone },
  // Without the CSRF token nobody is signed in.
  'POST /api/auth/[...nextauth]': {
    holds: 'csrf=true',
    at: () => '/api/auth/callback/local',
    ...anyone,
  },
  'GET /healthz': { holds: 'ok', ...anyone },
  // Needs its token; a session does not help.
  'GET /metrics': { holds: 'portal_build_info', ...tokenOnly },
  'GET /readyz': { holds: 'ok', ...anyone },
}

/** The files in `public`. */
export const FILES: Record<string, Endpoint> = {
  '/.well-known/security.txt': { holds: 'Contact: mailto:', ...anyone },
  '/accounts.schema.json': { holds: '"opsEmail"', ...anyone },
  '/apple-touch-icon.png': { holds: 'PNG', ...anyone },
  '/favicon.ico': { holds: 'PNG', ...anyone },
  '/icon-192.png': { holds: 'PNG', ...anyone },
  '/icon-512.png': { holds: 'PNG', ...anyone },
  '/icon.svg': { holds: '<svg', ...anyone },
  '/robots.txt': { holds: 'Disallow: /', ...anyone },
}

const STATEMENT = JSON.stringify({
  Sid: 'ForTheBuild',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::120744138334:root' },
  Action: ['ecr:BatchGetImage'],
})
const POLICY = `{"Version":"2012-10-17","Statement":[${STATEMENT}]}`

/** One whose policy no other test looks at. */
const REGISTRY = { account: '871386769552', region: 'us-west-2' }
const REGISTRY_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::120744138334:root' },
      Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Resource: '*',
    },
  ],
})

export const WANTED_ACCESS = {
  account: REPOSITORY.account,
  region: REPOSITORY.region,
  repository: REPOSITORY.name,
  awsUserName: 'arn:aws:iam::957591566260:user/ci',
  action: 'ecr:BatchGetImage',
  error: '',
  why: 'The build needs it.',
}
/** For requests that no test looks for. */
export const OTHER_ACCESS = { ...WANTED_ACCESS, repository: 'cwp/asked-for' }

export const NEW_REPOSITORY = {
  registries: [{ account: REPOSITORY.account, region: REPOSITORY.region }],
  mutability: 'MUTABLE',
  scanOnPush: false,
  encryption: 'AES256',
}

const comment = (id: number) => ({ id, submission: randomUUID(), text: 'Which build?' })
const signedOut = { nobody: '401' } as const

export const ACTIONS: Record<string, Action> = {
  createRepositoryAction: {
    input: () => ({ ...NEW_REPOSITORY, name: `cwp/${randomUUID()}` }),
    records: 'repository.create',
    ...signedOut,
    ...ownOrganisation,
  },
  shareRepositoryAction: {
    input: async ({ newRepository }) => ({ ref: await newRepository(), shareWith: ['120744138334'] }),
    records: 'permissions.save',
    ...signedOut,
    ...ownOrganisation,
  },
  savePolicyAction: {
    input: async ({ newRepository }) => ({ ref: await newRepository(), base: null, draft: POLICY }),
    records: 'permissions.save',
    ...signedOut,
    ...ownOrganisation,
  },
  getPolicyOfAction: {
    input: () => REPOSITORY,
    holds: 'PullFromHpidCdDev',
    ...signedOut,
    ...everyone,
  },
  saveRegistryPolicyAction: {
    input: () => ({ ref: REGISTRY, base: null, draft: REGISTRY_POLICY }),
    records: 'permissions.save',
    ...signedOut,
    ...opsOnly('Only infrastructure operations can change a registry’s policy'),
  },
  previewRegistryPolicyAction: {
    input: () => ({ ref: REGISTRY, before: null, after: REGISTRY_POLICY }),
    holds: 'hpid-cd-dev (120744138334) to pull',
    ...signedOut,
    ...opsOnly('Only infrastructure operations can change a registry’s policy'),
  },
  saveSettingsAction: {
    input: async ({ newRepository }) => ({
      ref: await newRepository(),
      mutability: 'IMMUTABLE',
      exclusionFilters: [],
      scanOnPush: false,
      base: { mutability: 'MUTABLE', mutabilityExclusions: [], scanOnPush: false },
    }),
    records: 'settings.save',
    ...signedOut,
    ...ownOrganisation,
  },
  explainDenialAction: {
    input: () => ({
      error: `User: ${WANTED_ACCESS.awsUserName} is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:${REPOSITORY.region}:${REPOSITORY.account}:repository/${REPOSITORY.name}`,
    }),
    holds: REPOSITORY.name,
    ...signedOut,
    ...everyone,
  },
  findOpenDuplicatesAction: {
    input: () => WANTED_ACCESS,
    holds: '"requesterName":"cwp-engineer"',
    ...signedOut,
    ...everyone,
  },
  createRequestAction: {
    input: () => ({ ...OTHER_ACCESS, submission: randomUUID() }),
    records: 'request.create',
    ...signedOut,
    ...everyone,
  },
  commentOnRequestAction: {
    input: async ({ newRequest }) => comment(await newRequest()),
    records: 'request.comment',
    ...signedOut,
    ...authorAndOps,
  },
  recordDraftOpenedAction: {
    input: async ({ newRequest }) => ({ id: await newRequest() }),
    records: 'request.draft',
    ...signedOut,
    ...authorAndOps,
  },
  withdrawRequestAction: {
    input: async ({ newRequest }) => ({ id: await newRequest() }),
    records: 'request.withdraw',
    ...signedOut,
    ...authorAndOps,
    'ops-reviewer': 'refused: Only its author can withdraw it',
  },
  askBackAction: {
    input: async ({ newRequest }) => comment(await newRequest()),
    records: 'request.ask',
    ...signedOut,
    ...authorAndOps,
    'cwp-engineer': 'refused: Only infrastructure operations can decide requests',
  },
  editProposalAction: {
    input: async ({ newRequest }) => ({
      id: await newRequest(),
      submission: randomUUID(),
      was: null,
      proposal: { kind: 'statement', statement: STATEMENT },
    }),
    records: 'request.propose',
    ...signedOut,
    ...authorAndOps,
    'cwp-engineer': 'refused: Only infrastructure operations can decide requests',
  },
  decideRequestAction: {
    input: async ({ newRequest }) => ({ id: await newRequest(), decision: 'decline', reason: 'Not now.' }),
    records: 'request.decline',
    ...signedOut,
    ...authorAndOps,
    'cwp-engineer': 'refused: Only infrastructure operations can decide requests',
  },
  signOutAction: { records: 'session.end', signsOut: true, ...signedOut, ...everyone },
  signOutEverywhereAction: { records: 'session.end', signsOut: true, ...signedOut, ...everyone },
}
