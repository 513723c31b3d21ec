import { randomUUID } from 'node:crypto'
import type { User } from '../fixtures'

export type Caller = 'nobody' | User

/** A repository of cwp's in hp-id-dev, which all that stands behind these doors is about. */
export const HIDDEN = 'behind-the-door'
export const REPOSITORY = { account: '252775557553', region: 'us-west-2', name: `cwp/${HIDDEN}` }

/** What the doors are tried on. All of it was made by cwp-engineer. */
export type World = {
  /** A request that waits. */
  request: number
  newRequest: () => Promise<number>
  /** A repository of cwp's without a policy. */
  newRepository: () => Promise<typeof REPOSITORY>
}

/** `opens without it`: there is a page, or a file, with none of what it holds for others. */
type Finding =
  | 'opens'
  | 'opens without it'
  | 'signs in first'
  | 'is told to sign in'
  | `goes to ${string}`
  | `refused: ${string}`

/** `holds` is what is behind the door: a text that only whom it opens for is told. */
export type Door = { holds: string; at?: (world: World) => string } & Record<Caller, Finding>

/** `records` is the deed of a write; a door without one changes nothing. */
export type Action = Record<Caller, Finding> & {
  input?: (world: World) => unknown
  records?: string
  holds?: string
  /** It ends the session that calls it, and maybe others of the same person. */
  signsOut?: true
}

const everybodyHere = { 'cwp-engineer': 'opens', 'hpid-engineer': 'opens', 'ops-reviewer': 'opens' } as const
const signedIn = { nobody: 'signs in first', ...everybodyHere } as const
const signedInScript = { nobody: 'is told to sign in', ...everybodyHere } as const
const anybody = { nobody: 'opens', ...everybodyHere } as const
const authorAndOps = {
  ...everybodyHere,
  'hpid-engineer': 'refused: This request is somebody else’s',
} as const
const itsOrganisation = { ...everybodyHere, 'hpid-engineer': 'refused: cwp/… belongs to cwp' } as const
const needsToken = 'refused: The metrics need their token'
const nobodyHere = {
  nobody: needsToken,
  'cwp-engineer': needsToken,
  'hpid-engineer': needsToken,
  'ops-reviewer': needsToken,
} as const
const opsOnly = (why: string) =>
  ({
    'cwp-engineer': `refused: ${why}`,
    'hpid-engineer': `refused: ${why}`,
    'ops-reviewer': 'opens',
  }) as const

const repositoryAddress = `/registries/${REPOSITORY.account}/${REPOSITORY.region}/cwp:${HIDDEN}`
const requestAddress = ({ request }: World) => `/requests/${request}`

export const PAGES: Record<string, Door> = {
  '/': { holds: '871386769552', ...signedIn },
  '/repositories': { holds: REPOSITORY.name, at: () => `/repositories?q=${HIDDEN.slice(0, 8)}`, ...signedIn },
  '/repositories/new': { holds: '871386769552', ...signedIn },
  '/registries/[account]/[region]/[repository]': {
    holds: `.amazonaws.com/${REPOSITORY.name}`,
    at: () => repositoryAddress,
    ...signedIn,
  },
  '/registries/[account]/[region]/[repository]/permissions': {
    holds: 'PullFromCcpDev',
    at: () => `${repositoryAddress}/permissions`,
    ...signedIn,
  },
  '/registries/[account]/[region]/[repository]/settings': {
    holds: 'This repository has no tags.',
    at: () => `${repositoryAddress}/settings`,
    ...signedIn,
  },
  '/registries/[account]/[region]/[repository]/history': {
    holds: 'PullFromCcpDev',
    at: () => `${repositoryAddress}/history`,
    ...signedIn,
  },
  '/access': { holds: '871386769552', ...signedIn },
  '/requests': { holds: HIDDEN, ...signedIn, 'hpid-engineer': 'opens without it' },
  '/requests/[id]': { holds: REPOSITORY.name, at: requestAddress, nobody: 'signs in first', ...authorAndOps },
  '/activity': { holds: REPOSITORY.name, ...signedIn, 'hpid-engineer': 'opens without it' },
  '/accounts': {
    holds: 'ecr-portal-write',
    nobody: 'signs in first',
    ...opsOnly('Infrastructure operations looks after the accounts'),
  },
  '/guide': { holds: '871386769552', ...signedIn },
  '/sign-in': {
    holds: 'Choose who you are',
    nobody: 'opens',
    'cwp-engineer': 'goes to /',
    'hpid-engineer': 'goes to /',
    'ops-reviewer': 'goes to /',
  },
}

export const HANDLERS: Record<string, Door> = {
  'GET /open': {
    holds: repositoryAddress,
    at: () => `/open?q=${HIDDEN.slice(0, 8)}`,
    ...signedIn,
  },
  'GET /repositories/search': {
    holds: REPOSITORY.name,
    at: () => `/repositories/search?q=${HIDDEN.slice(0, 8)}`,
    ...signedInScript,
  },
  'GET /repositories/columns': { holds: REPOSITORY.name, ...signedInScript },
  'GET /repositories/look-alikes': {
    holds: REPOSITORY.name,
    at: () => `/repositories/look-alikes?name=cwp/${HIDDEN.slice(0, -1)}`,
    ...signedInScript,
  },
  'GET /repositories/progress': {
    holds: REPOSITORY.name,
    at: () => `/repositories/progress?search=q%3D${HIDDEN.slice(0, 8)}`,
    ...signedInScript,
  },
  'POST /repositories/progress': {
    holds: REPOSITORY.name,
    at: () => `/repositories/progress?search=q%3D${HIDDEN.slice(0, 8)}`,
    ...signedInScript,
  },
  'GET /repositories/export/[format]': {
    holds: REPOSITORY.name,
    at: () => '/repositories/export/csv',
    ...signedIn,
  },
  'GET /requests/[id]/email': {
    holds: REPOSITORY.name,
    at: (world) => `${requestAddress(world)}/email`,
    nobody: 'signs in first',
    ...authorAndOps,
  },
  'GET /requests/[id]/reply': {
    holds: REPOSITORY.name,
    at: (world) => `${requestAddress(world)}/reply`,
    nobody: 'signs in first',
    ...authorAndOps,
  },
  'GET /activity/export/[format]': {
    holds: REPOSITORY.name,
    at: () => '/activity/export/json',
    ...signedIn,
    'hpid-engineer': 'opens without it',
  },
  'POST /accounts/check': {
    holds: '"findings"',
    at: () => `/accounts/check?account=${REPOSITORY.account}&region=${REPOSITORY.region}`,
    nobody: 'is told to sign in',
    ...opsOnly('Infrastructure operations looks after the accounts'),
  },
  'GET /api/auth/[...nextauth]': { holds: 'csrfToken', at: () => '/api/auth/csrf', ...anybody },
  // Without the token that goes with it nobody is signed in.
  'POST /api/auth/[...nextauth]': {
    holds: 'csrf=true',
    at: () => '/api/auth/callback/local',
    ...anybody,
  },
  'GET /healthz': { holds: 'ok', ...anybody },
  // By a token, and never by a session.
  'GET /metrics': { holds: 'portal_build_info', ...nobodyHere },
  'GET /readyz': { holds: 'ok', ...anybody },
  'GET /icon.svg': { holds: '<svg', ...anybody },
}

const STATEMENT = JSON.stringify({
  Sid: 'ForTheBuild',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::957591566260:root' },
  Action: ['ecr:BatchGetImage'],
})
const POLICY = `{"Version":"2012-10-17","Statement":[${STATEMENT}]}`

export const WANTED_ACCESS = {
  account: REPOSITORY.account,
  region: REPOSITORY.region,
  repository: REPOSITORY.name,
  awsUserName: 'arn:aws:iam::957591566260:user/ci',
  action: 'ecr:BatchGetImage',
  error: '',
  why: 'The build needs it.',
}
/** For what is asked and not looked for. */
export const OTHER_ACCESS = { ...WANTED_ACCESS, repository: 'cwp/asked-for' }

export const NEW_REPOSITORY = {
  registries: [{ account: REPOSITORY.account, region: REPOSITORY.region }],
  mutability: 'MUTABLE',
  scanOnPush: false,
  encryption: 'AES256',
}

const remark = (id: number) => ({ id, submission: randomUUID(), text: 'Which build?' })
const signedOut = { nobody: 'is told to sign in' } as const

export const ACTIONS: Record<string, Action> = {
  createNewRepository: {
    input: () => ({ ...NEW_REPOSITORY, name: `cwp/${randomUUID()}` }),
    records: 'repository.create',
    ...signedOut,
    ...itsOrganisation,
  },
  shareNewRepository: {
    input: async ({ newRepository }) => ({ ref: await newRepository(), shareWith: ['957591566260'] }),
    records: 'permissions.save',
    ...signedOut,
    ...itsOrganisation,
  },
  saveRepositoryPolicy: {
    input: async ({ newRepository }) => ({ ref: await newRepository(), base: null, draft: POLICY }),
    records: 'permissions.save',
    ...signedOut,
    ...itsOrganisation,
  },
  readRepositoryPolicy: {
    input: () => REPOSITORY,
    holds: 'PullFromCcpDev',
    ...signedOut,
    ...everybodyHere,
  },
  saveRepositorySettings: {
    input: async ({ newRepository }) => ({
      ref: await newRepository(),
      mutability: 'IMMUTABLE',
      exclusionFilters: [],
      scanOnPush: false,
      base: { mutability: 'MUTABLE', mutabilityExclusions: [], scanOnPush: false },
    }),
    records: 'settings.save',
    ...signedOut,
    ...itsOrganisation,
  },
  explainError: {
    input: () => ({
      error: `User: ${WANTED_ACCESS.awsUserName} is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:${REPOSITORY.region}:${REPOSITORY.account}:repository/${REPOSITORY.name}`,
    }),
    holds: REPOSITORY.name,
    ...signedOut,
    ...everybodyHere,
  },
  findDuplicates: {
    input: () => WANTED_ACCESS,
    holds: '"requesterName":"cwp-engineer"',
    ...signedOut,
    ...everybodyHere,
  },
  askForAccess: {
    input: () => ({ ...OTHER_ACCESS, submission: randomUUID() }),
    records: 'request.create',
    ...signedOut,
    ...everybodyHere,
  },
  remarkOnRequest: {
    input: async ({ newRequest }) => remark(await newRequest()),
    records: 'request.comment',
    ...signedOut,
    ...authorAndOps,
  },
  recordEmailOpened: {
    input: async ({ newRequest }) => ({ id: await newRequest() }),
    records: 'request.draft',
    ...signedOut,
    ...authorAndOps,
  },
  takeRequestBack: {
    input: async ({ newRequest }) => ({ id: await newRequest() }),
    records: 'request.withdraw',
    ...signedOut,
    ...authorAndOps,
    'ops-reviewer': 'refused: Only its author takes it back',
  },
  questionAuthor: {
    input: async ({ newRequest }) => remark(await newRequest()),
    records: 'request.ask',
    ...signedOut,
    ...authorAndOps,
    'cwp-engineer': 'refused: Infrastructure operations decides requests',
  },
  proposeOtherwise: {
    input: async ({ newRequest }) => ({
      id: await newRequest(),
      submission: randomUUID(),
      was: null,
      proposal: { kind: 'statement', statement: STATEMENT },
    }),
    records: 'request.propose',
    ...signedOut,
    ...authorAndOps,
    'cwp-engineer': 'refused: Infrastructure operations decides requests',
  },
  decideOnRequest: {
    input: async ({ newRequest }) => ({ id: await newRequest(), decision: 'decline', reason: 'Not now.' }),
    records: 'request.decline',
    ...signedOut,
    ...authorAndOps,
    'cwp-engineer': 'refused: Infrastructure operations decides requests',
  },
  signOut: { records: 'session.end', signsOut: true, ...signedOut, ...everybodyHere },
  signOutEverywhere: { records: 'session.end', signsOut: true, ...signedOut, ...everybodyHere },
}
