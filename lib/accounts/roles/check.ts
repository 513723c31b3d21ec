import { z } from 'zod'
import type { Account } from '@/lib/accounts/model'
import { permissionPolicy, trustPolicy } from './policies'

const CHECKED = ['sign-in', 'read', 'registry', 'create', 'permissions', 'settings'] as const
export type Checked = (typeof CHECKED)[number]

/** AWS's answer on whether a role may do something. */
export const Finding = z.object({
  access: z.enum(['read', 'write']),
  checked: z.enum(CHECKED),
  /** The permission that was tested, or that AWS named as missing. */
  action: z.string(),
  /** `unclear`: the answer tells nothing about the permission. */
  state: z.enum(['allowed', 'denied', 'unclear']),
  /** AWS's message, or the portal's reason for not asking. */
  said: z.string().optional(),
})
export type Finding = z.infer<typeof Finding>

/** The last check of one registry. `at` is in milliseconds since 1970. */
export type RegistryCheck = { at: number; by: string; findings: Finding[] }

/** The state of one task: the worst of its findings, or `unasked` without any. */
export function stateOf(findings: readonly Finding[], checked: Checked): Finding['state'] | 'unasked' {
  const states = findings.filter((finding) => finding.checked === checked).map(({ state }) => state)
  if (states.length === 0) return 'unasked'
  return (['denied', 'unclear'] as const).find((state) => states.includes(state)) ?? 'allowed'
}

/** What is wrong, what operations can do about it, and what the policy should be. */
export type Remedy = { problem: string; todo: string; policy?: { name: string; text: string } }

/** Undefined for a finding that needs no fix. */
export function remedyFor(
  { access, checked, action, state, said = '' }: Finding,
  account: Account,
  portalPrincipal: string,
): Remedy | undefined {
  if (state === 'allowed') return undefined
  const role = account.roles[access]
  if (state === 'unclear')
    return { problem: `We can’t tell whether ${role} allows ${action}.`, todo: 'Check again.' }
  if (checked === 'sign-in') {
    const policy = {
      name: 'trust policy',
      text: JSON.stringify(trustPolicy(account, portalPrincipal), undefined, 2),
    }
    const problem = `The portal can’t assume ${role}: AWS denies ${action}.`
    return action === 'sts:AssumeRole'
      ? {
          problem,
          todo: `AWS doesn’t say which of these is the cause: ${account.name} has no role ${role}; its trust policy doesn’t allow ${portalPrincipal} with the external ID ${account.roles.externalId}; or the portal’s own role isn’t allowed to assume it.`,
          policy,
        }
      : {
          problem,
          todo: `Add ${action} to the trust policy of ${role}, and to the policy of the portal’s own role.`,
          policy,
        }
  }
  const problem = `${role} lacks ${action}.`
  const policy = {
    name: `${access} policy`,
    text: JSON.stringify(permissionPolicy(account, access), undefined, 2),
  }
  return said.includes('explicit deny')
    ? {
        problem,
        todo: 'A policy explicitly denies it. AWS’s message says which kind of policy. Adding a grant won’t help.',
      }
    : { problem, todo: `Add it to the policy of ${role} in ${account.name}.`, policy }
}
