import { z } from 'zod'
import type { Registry } from './registry'

/** Twelve ASCII digits, always a string: leading zeros are real. */
export const AccountId = z.string().regex(/^[0-9]{12}$/, 'an account ID has exactly 12 digits')
export type AccountId = z.infer<typeof AccountId>

export const Region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'not an AWS region')
export type Region = z.infer<typeof Region>

const RoleName = z.string().regex(/^[\w+=,.@-]{1,64}$/, 'not a valid name of an IAM role')
const ExternalId = z
  .string()
  .regex(/^[\w+=,.@:/-]{2,1224}$/, 'an external ID has 2 to 1224 letters, digits and + = , . @ : / -')
const Organisation = z
  .string()
  .regex(/^[a-z][a-z0-9._-]*$/, 'an organisation prefix is lowercase and has no slash')

export const Account = z.strictObject({
  id: AccountId,
  name: z.string().min(1).max(64),
  owner: z.string().min(1).optional(),
  environment: z.enum(['dev', 'cd', 'prod']),
  active: z.boolean(),
  regions: z.array(Region).min(1),
  roles: z
    .strictObject({ read: RoleName, write: RoleName, externalId: ExternalId })
    .describe(
      'The roles that the portal assumes in this account, and the external ID in their trust policies.',
    ),
  selfService: z
    .strictObject({ create: z.boolean(), permissions: z.boolean() })
    .describe('What engineers can do here themselves. Operations does the rest on request.'),
  organisations: z.array(Organisation).describe('The prefixes of the organisations that use this account.'),
})
export type Account = z.infer<typeof Account>

/** Reads use the account's read role; the write role is assumed only for the operation that needs it. */
export type Access = 'read' | 'write'

export function roleArn({ id, roles }: Account, access: Access): string {
  return `arn:aws:iam::${id}:role/${roles[access]}`
}

/** What is shown beside an account's number. */
export type AccountTag = Pick<Account, 'id' | 'name' | 'environment' | 'active' | 'regions' | 'organisations'>

export function tagOf({ id, name, environment, active, regions, organisations }: Account): AccountTag {
  return { id, name, environment, active, regions, organisations }
}

const GroupName = z.string().trim().min(1)

/** What membership of an identity provider's group allows here. */
const Group = z.discriminatedUnion('role', [
  z.strictObject({ name: GroupName, role: z.literal('ops') }),
  z.strictObject({
    name: GroupName,
    role: z.literal('engineer'),
    organisations: z
      .array(Organisation)
      .describe('The prefixes of the organisations that its people work for.'),
    accounts: z
      .array(AccountId)
      .min(1)
      .describe('The only accounts in which its people can change anything. Without it, all of them.')
      .optional(),
  }),
])

/** Who may use the portal, by identity provider group. Anyone in none of these groups is turned away. */
const People = z.strictObject({
  groups: z.array(Group).min(1).describe('What each group of the identity provider can do in the portal.'),
  everyone: z
    .boolean()
    .describe('Also lets in people who are in none of the groups, as engineers of no organisation.')
    .default(false),
})
export type People = z.infer<typeof People>

/** The accounts file: who owns which registries, and where requests for access go. */
export const AccountsFile = z
  .strictObject({
    /** Read by editors. */
    $schema: z.string().optional(),
    opsEmail: z.email().describe('Where access requests are sent.'),
    portalPrincipal: z
      .string()
      .regex(/^arn:aws:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/, 'not the ARN of an IAM role or user')
      .describe('The role or user that the portal runs as, and that assumes the roles in the accounts.'),
    consoleUrl: z
      .url()
      .describe(
        'A repository’s page in the AWS console, with {account}, {region} and {repository} to fill in.',
      ),
    accounts: z.array(Account).min(1),
    organizationIds: z
      .array(z.string().regex(/^o-[a-z0-9]{10,32}$/, 'not the id of an AWS organization'))
      .default([])
      .describe('The AWS organizations that count as ours: engineers can let their accounts pull and push.'),
    people: People.describe('Who can use the portal. Required in `aws` mode.').optional(),
  })
  .superRefine((file, issues) => {
    const wrong = (message: string, ...path: (string | number)[]) =>
      issues.addIssue({ code: 'custom', path, message })
    const { accounts, people } = file
    for (const index of repeated(accounts.map(({ id }) => id)))
      wrong(`${accounts[index]?.id} appears twice`, 'accounts', index, 'id')
    for (const index of repeated(accounts.map(({ name }) => name)))
      wrong(`${accounts[index]?.name} appears twice`, 'accounts', index, 'name')
    if (!people) return
    for (const index of repeated(people.groups.map(({ name }) => name)))
      wrong(`${people.groups[index]?.name} appears twice`, 'people', 'groups', index, 'name')
    if (!people.groups.some(({ role }) => role === 'ops'))
      wrong('no group has the role ops, so nobody could decide a request', 'people', 'groups')
    const known = new Set(accounts.flatMap(({ organisations }) => organisations))
    for (const [index, group] of people.groups.entries()) {
      if (group.role === 'ops') continue
      for (const organisation of group.organisations)
        if (!known.has(organisation))
          wrong(`no account lists ${organisation}`, 'people', 'groups', index, 'organisations')
      for (const id of group.accounts ?? [])
        if (!findAccount(accounts, id))
          wrong(`${id} isn’t one of the accounts`, 'people', 'groups', index, 'accounts')
    }
  })
export type AccountsFile = z.infer<typeof AccountsFile>

/** The indexes of values that already appeared earlier in the list. */
function repeated(values: readonly string[]): number[] {
  return [...values.keys()].filter((index) => values.indexOf(values[index] ?? '') < index)
}

export function registriesOf(accounts: readonly Account[]): Registry[] {
  return accounts.flatMap((account) => account.regions.map((region) => ({ account: account.id, region })))
}

export function findAccount(accounts: readonly Account[], id: string): Account | undefined {
  return accounts.find((account) => account.id === id)
}

export function isKnownRegistry(accounts: readonly Account[], { account, region }: Registry): boolean {
  return findAccount(accounts, account)?.regions.includes(region) ?? false
}

/** The AWS console page of a repository, built from the URL pattern in the accounts file. */
export function consoleUrl(pattern: string, ref: Registry & { name: string }): string {
  return pattern
    .replaceAll('{account}', ref.account)
    .replaceAll('{region}', ref.region)
    .replaceAll('{repository}', encodeURI(ref.name))
}
