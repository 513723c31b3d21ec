import { type PolicyDocument, textToSend } from '@/lib/policy/document'
import { type RepositoryRef, repositoryArn } from '@/lib/repositories/reference'
import { continued, type Shell, shellWord } from '@/lib/repositories/shell'
import { hclString, hclValue } from './hcl'

const FILE = 'repository-policy.json'

/** The AWS CLI command that sets the repository policy; undefined deletes it. */
export function policyCommand(
  document: PolicyDocument | undefined,
  ref: RepositoryRef,
  { shell, endpointUrl }: { shell: Shell; endpointUrl?: string },
): string {
  const word = (text: string) => shellWord(text, shell)
  const parts = [
    `aws ecr ${document ? 'set' : 'delete'}-repository-policy`,
    `--region ${word(ref.region)}`,
    ...(endpointUrl ? [`--endpoint-url ${word(endpointUrl)}`] : []),
    // With the credentials of another account the command fails, instead of changing a repository of the same name there.
    `--registry-id ${word(ref.account)}`,
    `--repository-name ${word(ref.name)}`,
  ]
  if (!document) return continued(parts, shell)
  if (shell === 'posix') return continued([...parts, `--policy-text ${word(textToSend(document))}`], shell)
  // Windows PowerShell drops double quotes in arguments, so the policy is passed in a file.
  return [
    `@'\n${ascii(textToSend(document))}\n'@ | Set-Content -Encoding ascii ${FILE}`,
    continued([...parts, `--policy-text file://${FILE}`], shell),
  ].join('\n')
}

/** The same as a resource for Terraform’s AWS provider. */
export function policyTerraform(document: PolicyDocument, ref: RepositoryRef): string {
  return [
    `# ${repositoryArn(ref)}`,
    `resource "aws_ecr_repository_policy" "${ref.name.replace(/[^a-z0-9]+/g, '_')}" {`,
    `  repository = ${hclString(ref.name)}`,
    `  policy     = jsonencode(${hclValue(document.value, '  ')})`,
    '}',
    '',
  ].join('\n')
}

/**
 * The same for a repository defined in a CDK stack in TypeScript. It sets the property of the resource: the methods that
 * add a statement would raise the Version, and do nothing for an imported repository.
 */
export function policyCdk(document: PolicyDocument, ref: RepositoryRef): string {
  const value = JSON.stringify(document.value, undefined, 2)
  return [
    "import { CfnRepository } from 'aws-cdk-lib/aws-ecr'",
    '',
    `// \`repository\` is the Repository of ${ref.name} in this stack.`,
    'const resource = repository.node.defaultChild as CfnRepository',
    `resource.repositoryPolicyText = ${value}`,
    '',
  ].join('\n')
}

/** JSON that survives in a file of any encoding. */
function ascii(json: string): string {
  return json.replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
