import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import seed from '@/lib/accounts/accounts.json'
import { AccountsFile } from '@/lib/accounts/model'
import { permissionPolicy, portalPolicy, trustPolicy } from './policies'
import { PROBES, UNTESTED } from './probe-registry'
import { accountRoleTexts, portalRoleTexts } from './role-texts'
import { KMS_ACTIONS, TASKS } from './tasks'

const file = AccountsFile.parse(seed)
const lib = fileURLToPath(new URL('../..', import.meta.url))

/** Every call of AWS that the portal's code makes: the command, and the roles that its file takes. */
function commandsOfThePortal() {
  const paths = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !/^(sandbox|tools|testing)\/|\.test\.ts$|(^|\/)test-/.test(path),
  )
  return paths.flatMap((path) => {
    const code = readFileSync(join(lib, path), 'utf8')
    const imports = [...code.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-(ecr|sts)'/g)]
    const roles = new Set([...code.matchAll(/\.ecr\([^()]*, '(read|write)'\)/g)].map(([, access]) => access))
    return imports.flatMap(([, names = '', service]) =>
      [...names.matchAll(/\b(\w+)Command\b/g)].map(([, name]) => ({
        path,
        action: `${service}:${name}`,
        roles: [...roles],
      })),
    )
  })
}

const granted = (access: 'read' | 'write') =>
  TASKS.filter((task) => task.access === access).flatMap(({ actions }) => actions)

describe('the roles that operations is told to create', () => {
  it('are granted every call that the portal makes, in the role that makes it, and nothing else', () => {
    const commands = commandsOfThePortal()
    expect(commands.length).toBeGreaterThan(10)
    const verbs = commands.filter(({ path }) => !path.startsWith('accounts/roles/'))
    for (const { path, action, roles } of verbs) {
      expect(roles, `${path} takes one role`).toHaveLength(1)
      expect(granted(roles[0] === 'write' ? 'write' : 'read'), `${path} calls ${action}`).toContain(action)
    }
    const called = new Set(verbs.map(({ action }) => action))
    // The one action that is no call: ECR asks for it when a creation has tags.
    called.add('ecr:TagResource')
    expect([...granted('read'), ...granted('write')].toSorted()).toEqual([...called].toSorted())
  })

  it('are checked by one probe for each action', () => {
    for (const access of ['read', 'write'] as const)
      expect(
        PROBES.filter((probe) => probe.access === access)
          .flatMap(({ actions }) => actions)
          .toSorted(),
      ).toEqual(
        granted(access)
          .filter((action) => !UNTESTED.includes(action))
          .toSorted(),
      )
  })

  it.each(file.accounts)(
    'can delete no repository and no image, and reach no other account: $name',
    (account) => {
      for (const access of ['read', 'write'] as const) {
        const { Statement } = permissionPolicy(account, access)
        const actions = Statement.flatMap(({ Action }) => Action)
        for (const never of ['ecr:DeleteRepository', 'ecr:BatchDeleteImage', 'ecr:PutImage'])
          expect(actions).not.toContain(never)
        expect(actions.filter((action) => action.includes('*'))).toEqual([])
        // IAM knows no resource type for the policy and the settings of a registry.
        const ofRegistry = Statement.filter(({ Resource }) => Resource?.includes('*'))
        expect(ofRegistry.flatMap(({ Action }) => Action)).toEqual(
          access === 'read'
            ? ['ecr:GetAccountSetting', 'ecr:GetRegistryPolicy']
            : ['ecr:DeleteRegistryPolicy', 'ecr:PutRegistryPolicy'],
        )
        const limited = Statement.filter((statement) => !ofRegistry.includes(statement))
        for (const resource of limited.flatMap(({ Resource = [] }) => Resource)) {
          const [, , service, region, owner] = resource.split(':')
          expect(account.regions).toContain(region)
          expect(owner).toBe(account.id)
          expect(service).toMatch(/^(ecr|kms)$/)
        }
        const withKeys = Statement.filter(({ Action }) => Action.some((action) => action.startsWith('kms:')))
        for (const { Action, Condition } of withKeys) {
          expect(Action).toEqual([...KMS_ACTIONS])
          expect(Condition).toHaveProperty(['StringEquals', 'kms:ViaService'])
        }
      }
    },
  )

  it('let in the portal alone, with the account’s external id', () => {
    for (const account of file.accounts)
      expect(trustPolicy(account, file.portalPrincipal).Statement).toMatchObject([
        {
          Effect: 'Allow',
          Principal: { AWS: file.portalPrincipal },
          Condition: { StringEquals: { 'sts:ExternalId': account.roles.externalId } },
        },
      ])
  })

  it('are the only roles that the portal’s own role may assume', () => {
    const [statement] = portalPolicy(file).Statement
    expect(statement?.Action).toEqual(['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'])
    expect(statement?.Resource).toHaveLength(file.accounts.length * 2)
    expect(statement?.Resource?.filter((arn) => arn.includes('*'))).toEqual([])
  })
})

describe('the texts to copy', () => {
  const [account] = file.accounts
  const texts = account ? accountRoleTexts(account, file.portalPrincipal) : []
  const text = (name: string) => texts.find((each) => each.name === name)?.text ?? ''

  it('are a template with both roles and the tested policies', () => {
    const { Resources } = JSON.parse(text('CloudFormation'))
    expect(Object.keys(Resources)).toEqual(['EcrPortalReadRole', 'EcrPortalWriteRole'])
    expect(Resources.EcrPortalWriteRole.Properties).toMatchObject({
      RoleName: 'ecr-portal-write',
      AssumeRolePolicyDocument: JSON.parse(text('Trust policy')),
      Policies: [{ PolicyDocument: JSON.parse(text('Write policy')) }],
    })
  })

  it('are a Terraform configuration with the same', () => {
    expect(text('Terraform')).toMatchSnapshot()
  })

  it.each([
    ['user', 'Users', 'arn:aws:iam::872569379934:user/ecr-portal'],
    ['role', 'Roles', 'arn:aws:iam::872569379934:role/platform/ecr-portal'],
  ])('attach the portal’s own policy to the %s that it runs as', (kind, attached, portalPrincipal) => {
    const [cloudFormation, terraform] = portalRoleTexts({ ...file, portalPrincipal })
    expect(JSON.parse(cloudFormation?.text ?? '').Resources.EcrPortalPolicy.Properties[attached]).toEqual([
      'ecr-portal',
    ])
    expect(terraform?.text).toContain(`resource "aws_iam_${kind}_policy" "ecr_portal"`)
    expect(terraform?.text).toMatch(new RegExp(`  ${kind} +=? *= "ecr-portal"|${kind}   = "ecr-portal"`))
  })
})
