import type { Registry } from '@/lib/accounts/registry'
import { type CommandStep, type CommandStyle, loginStep } from '@/lib/repositories/commands'
import { shellWord } from '@/lib/repositories/shell'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'
import type { MessageKind } from '@/lib/requests/message/message-kinds'
import type { Advice } from './advice'
import { refusalAdvice } from './refusal-advice'

type Worded = Omit<Advice, 'step'> & { does?: 'log-in' | 'show-caller' }

const LOG_IN_NEXT = 'Log in again and retry the command that failed.'
const CREDENTIALS_NEXT =
  'Check which credentials your shell uses, renew them, then log in to the registry again.'

const WORDS: Record<
  Exclude<MessageKind, 'access-denied' | 'assume-role-denied' | 'other-service-denied'>,
  Worded
> = {
  'leaked-key': {
    meaning: 'AWS has blocked this access key because it was found in public. This is a security incident.',
    next: 'Don’t grant anything and don’t use the key. Report it to infrastructure operations now and have the key deleted.',
  },
  'tag-immutable': {
    meaning: 'The tag already exists, and this repository doesn’t allow a tag to be moved to another image.',
    next: 'Push with a new tag. If this tag is meant to move, exempt it on the repository’s Settings tab.',
  },
  'policy-principal-not-found': {
    meaning: 'The policy contains a user, role or account that doesn’t exist, so AWS saved nothing.',
    next: 'Correct or remove that principal. For a role, use the ARN of the role itself, not of a session.',
  },
  'policy-invalid': {
    meaning: 'AWS rejected this repository policy and saved nothing.',
    next: 'Leave out Resource, which ECR rejects, and check the rest on the repository’s Permissions tab.',
  },
  'policy-missing': {
    meaning: 'The repository has no policy, so only its own account can use it. That isn’t an error.',
    next: 'To give someone else access, add a statement on the repository’s Permissions tab.',
  },
  'invalid-repository-name': {
    meaning: 'This isn’t a valid repository name.',
    next: 'Use lowercase letters and digits, with single . _ - or / between them. Start with a letter and use at least 2 characters.',
  },
  'repo-exists': {
    meaning: 'A repository with this name already exists in this account and region.',
    next: 'Use that repository, or choose another name.',
  },
  'repo-not-empty': {
    meaning: 'The repository still contains images, so AWS didn’t delete it.',
    next: 'If nobody needs its images any more, delete them first.',
  },
  'repo-not-found': {
    meaning: 'There is no repository with this name in this account and region.',
    next: 'Search for the name: it may be in another account or region. If it doesn’t exist anywhere, create it.',
  },
  'lambda-image-access': {
    meaning: 'Lambda can’t read the image: the repository’s policy doesn’t allow the Lambda service to pull.',
    next: 'Add a statement for the service principal lambda.amazonaws.com with ecr:BatchGetImage and ecr:GetDownloadUrlForLayer.',
  },
  'image-archived': {
    meaning: 'The image is archived, and archived images can’t be pulled.',
    next: 'Restore it (this takes up to 20 minutes) or push it again.',
  },
  quota: {
    meaning: 'You have reached an AWS quota. No permission is missing.',
    next: 'Delete what you no longer need, such as old images, or ask infrastructure operations to have the quota raised.',
  },
  'credentials-expired': {
    meaning: 'Your AWS credentials have expired. The call never reached the registry.',
    next: CREDENTIALS_NEXT,
    does: 'show-caller',
  },
  'clock-skew': {
    meaning: 'Your machine’s clock is wrong, so AWS treats your request as out of date.',
    next: 'Correct the clock (in a virtual machine or container, the host’s clock) and try again.',
  },
  'credentials-invalid': {
    meaning:
      'AWS doesn’t recognise these credentials: the key is wrong or deleted, it belongs to another partition, or the region isn’t enabled.',
    next: CREDENTIALS_NEXT,
    does: 'show-caller',
  },
  'credentials-missing': {
    meaning: 'The AWS tools found no credentials.',
    next: 'Export your AWS credentials or choose the right profile, then try again.',
    does: 'show-caller',
  },
  'wrong-region': {
    meaning: 'The region is missing or wrong. Each region has its own registry and its own login.',
    next: 'Use the region in the registry’s host name.',
    does: 'log-in',
  },
  'get-login-removed': {
    meaning: 'Version 2 of the AWS CLI no longer has the command aws ecr get-login.',
    next: 'Log in with get-login-password instead.',
    does: 'log-in',
  },
  'get-login-email-flag': {
    meaning: 'The command printed by aws ecr get-login is too old for this version of docker.',
    next: 'Log in with get-login-password instead.',
    does: 'log-in',
  },
  'credential-helper': {
    meaning: 'The program that stores docker’s logins failed. The call never reached the registry.',
    next: 'With the ECR credential helper you don’t need to log in: skip that step, and use credHelpers rather than credsStore. If the helper isn’t installed, install it or remove it from ~/.docker/config.json.',
  },
  'docker-daemon': {
    meaning: 'Docker can’t be reached on your machine. The call never reached the registry.',
    next: 'Start Docker, or get permission to use it, and try again.',
  },
  'auth-expired': {
    meaning: 'Your login to the registry has expired. Logins last 12 hours.',
    next: LOG_IN_NEXT,
    does: 'log-in',
  },
  'login-failed': {
    meaning:
      'The registry rejected the login, most often because the password was empty or for another region.',
    next: 'Log in with exactly this command, and check whether its first half prints an error.',
    does: 'log-in',
  },
  throttled: {
    meaning: 'AWS is receiving too many requests at the moment. No permission is missing.',
    next: 'Wait a moment and try again, with fewer pulls at the same time.',
  },
  'image-not-found': {
    meaning: 'The repository exists, but it has no image with this tag or digest.',
    next: 'See which tags exist on the repository’s Images tab.',
  },
  'pull-denied': {
    meaning:
      'The registry refused without giving a reason: you aren’t logged in, the repository doesn’t exist, or you aren’t allowed to read it.',
    next: 'Log in and try again. If it still fails, paste the whole message, including the last line.',
    does: 'log-in',
  },
  'auth-missing': {
    meaning: 'Your client isn’t logged in to this registry. Each account and region has its own host.',
    next: LOG_IN_NEXT,
    does: 'log-in',
  },
  'http-401': {
    meaning:
      'The registry didn’t accept your login: you haven’t logged in, the login has expired, or it’s for another region.',
    next: LOG_IN_NEXT,
    does: 'log-in',
  },
  'http-403-on-push': {
    meaning:
      'The registry refused to store the image without giving a reason: the permission to push is missing, or the repository is full.',
    next: 'Check the permission to push first. If you have it, the repository has reached its image quota: delete old images.',
  },
  'http-403': {
    meaning: 'You are logged in, but the registry refused without giving a reason. A permission is missing.',
    next: 'Try the same with docker pull to see the reason, or request access.',
  },
  network: {
    meaning: 'The registry couldn’t be reached. Nothing was refused.',
    next: 'Check your network, proxy and DNS. From a private subnet, ECR needs a NAT gateway or VPC endpoints, including one for S3.',
  },
  'push-eof': {
    meaning: 'The connection closed while the image was uploading. Often the permission to push is missing.',
    next: 'Check the permission to push. If you have it, try again.',
  },
  empty: {
    meaning: 'Nothing to read yet.',
    next: 'Paste the error from docker, kubectl, Terraform or the AWS CLI.',
  },
  unknown: {
    meaning: 'We don’t recognise an error in this text.',
    next: 'Paste the lines around the word “denied” or “error”, or fill in the fields yourself.',
  },
}

/**
 * The advice for a message. Commands are for the registry in it, otherwise for the one given; with neither there is
 * none.
 */
export function adviceFor(message: DeniedMessage, style: CommandStyle, registry?: Registry): Advice {
  const { kind, account, region } = message
  if (kind === 'access-denied' || kind === 'assume-role-denied' || kind === 'other-service-denied')
    return refusalAdvice(message)
  if (message.hostInName)
    return {
      meaning: 'The registry host appears twice in the image name.',
      next: 'Put the host before the name only once.',
    }
  const { meaning, next, does } = WORDS[kind]
  if (does === 'show-caller') return { meaning, next, step: callerStep(style) }
  const where = account && region ? { account, region } : registry
  return does === 'log-in' && where ? { meaning, next, step: loginStep(where, style) } : { meaning, next }
}

function callerStep({ shell, endpointUrl }: CommandStyle): CommandStep {
  const endpoint = endpointUrl ? ` --endpoint-url ${shellWord(endpointUrl, shell)}` : ''
  return { id: 'caller', title: 'Who am I', command: `aws sts get-caller-identity${endpoint}` }
}
