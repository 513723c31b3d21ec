import { z } from 'zod'
import { parseCaller } from '@/lib/accounts/caller'
import { AccountId, Region } from '@/lib/accounts/model'
import { parseReference } from '@/lib/repositories/pasted-reference'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { needsCaller } from './caller-needed'
import { ERROR_LIMIT } from './message/message-text'

const WHY_LIMIT = 1000
// ECR's own limit on the text of a repository policy, of which a proposal is one statement.
const STATEMENT_LIMIT = 10_240
/** A formatted policy may exceed ECR's limit, which is checked on saving. */
const POLICY_TEXT_LIMIT = 70_000

const matches = (schema: z.ZodType) => (text: string) => schema.safeParse(text).success

const AccountField = z
  .string()
  .transform((text) => parseCaller(text)?.account ?? text.trim())
  .refine(matches(AccountId), 'Enter a 12-digit account ID, for example 252775557553.')

const RegionField = z.string().trim().refine(matches(Region), 'Choose a region, for example us-west-2.')

// Looser than the rule for new names, so that older or odd names can be requested too.
const RepositoryField = z
  .string()
  .transform((text) => parseReference(text)?.name ?? text.trim())
  .refine((name) => name !== '', 'Enter the repository, for example cwp/fluentd.')
  .refine((name) => name.length <= 256, 'A repository name has at most 256 characters.')
  .refine(
    (name) => name === '' || /^[a-z0-9][a-z0-9._/-]*$/.test(name),
    'A repository name can contain only a–z, 0–9 and . _ - /. Leave out the host and the tag.',
  )

const AwsUserNameField = z
  .string()
  .transform((text) => parseCaller(text)?.arn ?? text.trim())
  .refine(
    (name) => !/^\d{12}$/.test(name),
    'This is an account ID. Enter a user or role in it, or paste the output of aws sts get-caller-identity.',
  )
  .refine(
    (name) => name === '' || /^[\w+=,.@/:-]+$/.test(name),
    'An AWS user name can contain only letters, digits and + = , . @ _ - / :',
  )
  .refine((name) => name.length <= 200, 'Use at most 200 characters for the user name.')

// Short and in plain characters, like the user name above: neither is ever shortened in the mailto URL, which is
// limited.
const ActionField = z
  .string()
  .trim()
  .min(1, 'Say what failed, for example ecr:BatchGetImage or docker push.')
  .max(80, 'Say what failed in at most 80 characters. Put the whole message in the error field.')
  .regex(
    /^[ -~]*$/,
    'Say what failed in one line of plain characters, for example docker push. Put the rest in the error field.',
  )

const PolicyText = z
  .string()
  .max(POLICY_TEXT_LIMIT, 'This is far longer than a policy can be.')
  .refine(isJsonObject, 'The proposed policy isn’t a JSON object.')

/**
 * What a request proposes: one more statement, or the whole policy as edited in the permission form, which is rebased
 * on the current policy. Null is a repository without a policy.
 */
export const Proposal = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('statement'),
    statement: z
      .string()
      .max(STATEMENT_LIMIT, 'A statement has at most 10,240 characters.')
      .refine(isJsonObject, 'The proposed statement isn’t a JSON object.'),
  }),
  z.object({ kind: z.literal('policy'), base: PolicyText.nullable(), draft: PolicyText.nullable() }),
])
export type Proposal = z.infer<typeof Proposal>

export const RequestId = z
  .int()
  .positive()
  .max(2 ** 31 - 1)

/** What the access form sends. The messages are shown to the person. */
export const AccessRequestInput = z
  .object({
    /** The account and region of the registry, not of the caller. */
    account: AccountField,
    region: RegionField,
    repository: RepositoryField,
    /** The caller's ARN if they pasted one, otherwise the name as typed; empty where no call has failed. */
    awsUserName: AwsUserNameField,
    action: ActionField,
    error: z
      .string()
      .max(ERROR_LIMIT, 'The error is longer than 65,536 characters. Keep the lines that say why it failed.')
      .default(''),
    why: z
      .string()
      .trim()
      .min(1, 'Say in one sentence what you need it for.')
      .max(WHY_LIMIT, 'Say what you need it for in at most 1,000 characters.'),
    proposal: Proposal.optional(),
  })
  .refine((request) => request.awsUserName !== '' || !needsCaller(request), {
    path: ['awsUserName'],
    message: 'Enter your AWS user name, or paste the output of aws sts get-caller-identity.',
    // Report all missing fields at once, not this one after the others.
    when: ({ issues }) => issues.every(({ code }) => code !== 'invalid_type'),
  })
export type AccessRequestInput = z.infer<typeof AccessRequestInput>

/**
 * `waiting` for a decision; `asked`, which waits for the requester's answer; decided; or `withdrawn` by the requester.
 */
export const REQUEST_STATUSES = ['waiting', 'asked', 'granted', 'declined', 'withdrawn'] as const
export type RequestStatus = (typeof REQUEST_STATUSES)[number]

/** Those that still need someone to act. */
export const OPEN_STATUSES = ['waiting', 'asked'] as const satisfies readonly RequestStatus[]

/** A comment; a question by operations and its answer; a change to the proposal. */
export type NoteKind = 'comment' | 'question' | 'answer' | 'proposal'

/** A comment on a request or a change to it. Times are milliseconds since 1970. */
export type RequestNote = {
  id: number
  at: number
  authorId: string
  authorName: string
  kind: NoteKind
  text: string
  /** Of a changed proposal. */
  before?: Proposal | undefined
  after?: Proposal | undefined
}

/** A stored request for access. Times are milliseconds since 1970. */
export type AccessRequest = AccessRequestInput & {
  id: number
  status: RequestStatus
  requesterId: string
  requesterName: string
  /** The requester's e-mail address, if sign-in provided one. */
  requesterEmail?: string | undefined
  /** The verdict when the request was made, one sentence per line. */
  verdict?: string | undefined
  createdAt: number
  decidedBy?: string | undefined
  decidedAt?: number | undefined
  decisionReason?: string | undefined
  /** When the e-mail was last opened as a draft. The portal cannot know whether it was sent. */
  draftOpenedAt?: number | undefined
}

/** Whether it still needs someone to act. */
export function isOpen({ status }: Pick<AccessRequest, 'status'>): boolean {
  return OPEN_STATUSES.some((open) => open === status)
}

/** The repository that a request is for. */
export function repositoryOf({
  account,
  region,
  repository,
}: Pick<AccessRequest, 'account' | 'region' | 'repository'>): RepositoryRef {
  return { account, region, name: repository }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
