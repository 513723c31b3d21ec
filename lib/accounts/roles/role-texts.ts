import type { Account, AccountsFile } from '@/lib/accounts/model'
import { hclString, hclValue } from '@/lib/policy/export/hcl'
import type { Json } from '@/lib/policy/json/json'
import { permissionPolicy, portalPolicy, type RolePolicy, trustPolicy } from './policies'

/** A file to copy: a template, a configuration or a single policy. */
export type RoleText = { name: string; text: string }

/** The portal's roles in one account, ready to be created there. */
export function accountRoleTexts(account: Account, portalPrincipal: string): RoleText[] {
  const trust = trustPolicy(account, portalPrincipal)
  const roles = [
    {
      id: 'Read',
      name: account.roles.read,
      about: 'Lets ECR Portal read the repositories of this account.',
      policy: permissionPolicy(account, 'read'),
    },
    {
      id: 'Write',
      name: account.roles.write,
      about: 'Lets ECR Portal create repositories in this account and set their permissions and settings.',
      policy: permissionPolicy(account, 'write'),
    },
  ]
  const resources = roles.map(({ id, name, about, policy }) => [
    `EcrPortal${id}Role`,
    {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: name,
        Description: about,
        AssumeRolePolicyDocument: trust,
        Policies: [{ PolicyName: name, PolicyDocument: policy }],
      },
    },
  ])
  const blocks = roles.map(({ id, name, about, policy }) => {
    const resource = `ecr_portal_${id.toLowerCase()}`
    return [
      `resource "aws_iam_role" "${resource}" {`,
      `  name               = ${hclString(name)}`,
      `  description        = ${hclString(about)}`,
      `  assume_role_policy = ${jsonencode(trust)}`,
      '}',
      '',
      `resource "aws_iam_role_policy" "${resource}" {`,
      `  name   = ${hclString(name)}`,
      `  role   = aws_iam_role.${resource}.id`,
      `  policy = ${jsonencode(policy)}`,
      '}',
    ].join('\n')
  })
  return [
    {
      name: 'CloudFormation',
      text: template(
        `The roles of ECR Portal in ${account.name} (${account.id})`,
        Object.fromEntries(resources),
      ),
    },
    {
      name: 'Terraform',
      text: `# The roles of ECR Portal in ${account.name} (${account.id})\n\n${blocks.join('\n\n')}\n`,
    },
    { name: 'Trust policy', text: json(trust) },
    ...roles.map(({ id, policy }) => ({ name: `${id} policy`, text: json(policy) })),
  ]
}

/** The policies to attach to the portal's own role. */
export function portalRoleTexts(file: Pick<AccountsFile, 'accounts' | 'portalPrincipal'>): RoleText[] {
  const policy = portalPolicy(file)
  const [, kind = '', name = ''] = /:(role|user)\/(?:.*\/)?([^/]+)$/.exec(file.portalPrincipal) ?? []
  const attached = kind === 'user' ? 'Users' : 'Roles'
  const about = `The permissions that ${file.portalPrincipal} needs as ECR Portal`
  return [
    {
      name: 'CloudFormation',
      text: template(about, {
        EcrPortalPolicy: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { PolicyDocument: policy, [attached]: [name] },
        },
      }),
    },
    {
      name: 'Terraform',
      text: [
        `# ${about}`,
        '',
        `resource "aws_iam_${kind}_policy" "ecr_portal" {`,
        '  name   = "ecr-portal"',
        `  ${kind}   = ${hclString(name)}`,
        `  policy = ${jsonencode(policy)}`,
        '}',
        '',
      ].join('\n'),
    },
    { name: 'Policy', text: json(policy) },
  ]
}

function template(Description: string, Resources: object): string {
  return json({ AWSTemplateFormatVersion: '2010-09-09', Description, Resources })
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

function jsonencode(policy: RolePolicy): string {
  // A round trip turns it into plain JSON.
  const value: Json = JSON.parse(JSON.stringify(policy))
  return `jsonencode(${hclValue(value, '  ')})`
}
