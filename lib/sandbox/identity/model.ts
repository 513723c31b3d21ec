import { z } from 'zod'
import { AccountId } from '@/lib/accounts/model'
import type { Policy } from '../policy/evaluate'

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat())

/** An identity policy: what its owner may do, on what. */
export const IdentityPolicy = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z
    .array(
      z.strictObject({
        Sid: z.string().optional(),
        Effect: z.enum(['Allow', 'Deny']),
        Action: oneOrMore,
        Resource: oneOrMore,
        Condition: z.record(z.string(), z.record(z.string(), oneOrMore)).default({}),
      }),
    )
    .min(1),
})
export type IdentityPolicy = z.infer<typeof IdentityPolicy>

const AccessKey = z.strictObject({
  id: z.string().regex(/^AKIA[A-Z2-7]{16}$/),
  secret: z.string().length(40).startsWith('sandbox-'),
})

const Common = {
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/),
  path: z
    .string()
    .regex(/^\/([!-.0-~]+\/)*$/)
    .default('/'),
  /** Names of `policies` of the same file. */
  policies: z.array(z.string()),
}

const User = z.strictObject({ ...Common, accessKeys: z.array(AccessKey).default([]) })

const Role = z.strictObject({
  ...Common,
  /** Who may assume the role: the short form of a trust policy. */
  trust: z.strictObject({ principals: z.array(z.string()) }),
  maxSessionSeconds: z.number().int().min(3600).max(43200).default(3600),
})

/** The seed file of users, roles, keys and policies. */
export const IdentitiesFile = z.strictObject({
  /** The organisation that all the accounts belong to: their aws:PrincipalOrgID. */
  organisation: z.string().regex(/^o-[a-z0-9]{10,32}$/),
  policies: z.record(z.string(), IdentityPolicy),
  accounts: z.array(
    z.strictObject({ id: AccountId, name: z.string(), users: z.array(User), roles: z.array(Role) }),
  ),
})
export type IdentitiesFile = z.infer<typeof IdentitiesFile>

type Known = {
  account: string
  name: string
  arn: string
  /** Outlives the name: a role that is deleted and made again has another one. */
  uniqueId: string
  policies: IdentityPolicy[]
}
export type UserPrincipal = Known & { kind: 'user' }
export type RolePrincipal = Known & {
  kind: 'role'
  /** Who may assume the role. */
  trust: Policy
  maxSessionSeconds: number
}
/** A user or role as IAM knows it. */
export type Principal = UserPrincipal | RolePrincipal

/** Who is calling: a user by a long-lived key, or a role's session by a temporary one. */
export type Caller = {
  account: string
  /** The ARN that AWS shows: of the user, or of the assumed-role session. */
  arn: string
  userId: string
  principal: Principal
  session: { name: string; sourceIdentity: string | undefined } | undefined
}
