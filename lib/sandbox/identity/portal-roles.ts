import seed from '@/lib/accounts/accounts.json'
import { AccountsFile, findAccount, roleArn } from '@/lib/accounts/model'
import { permissionPolicy, portalPolicy, trustPolicy } from '@/lib/accounts/roles/policies'
import { readStoredPolicy } from '../policy/stored'
import { IdentityPolicy, type RolePrincipal } from './model'
import { uniqueId } from './unique-id'

const file = AccountsFile.parse(seed)

/** The user of the seed that the portal runs as. */
export const portalPrincipal = file.portalPrincipal

// The very policies that the portal tells operations to make: whatever it does in a test, they suffice for.
export const portalPrincipalPolicy = IdentityPolicy.parse(portalPolicy(file))

/** The portal's roles in an account of the accounts file. */
export function portalRoles(id: string): RolePrincipal[] {
  const account = findAccount(file.accounts, id)
  if (!account) return []
  return (['read', 'write'] as const).map((access) => {
    const arn = roleArn(account, access)
    return {
      kind: 'role',
      account: id,
      name: account.roles[access],
      arn,
      uniqueId: uniqueId('AROA', arn),
      policies: [IdentityPolicy.parse(permissionPolicy(account, access))],
      trust: readStoredPolicy(JSON.stringify(trustPolicy(account, file.portalPrincipal))),
      maxSessionSeconds: 3600,
    }
  })
}
