import type { Registry } from '@/lib/accounts/registry'
import { type CommandStep, type CommandStyle, loginStep } from '@/lib/repositories/commands'
import { shellWord } from '@/lib/repositories/shell'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'
import type { MessageKind } from '@/lib/requests/message/message-kinds'
import type { Advice } from './advice'
import { refusalAdvice } from './refusal-advice'

type Worded = Omit<Advice, 'step'> & { does?: 'log-in' | 'show-caller' }

const LOG_IN_NEXT = 'Log in again and repeat what failed.'
const CREDENTIALS_NEXT =
  'Check whose credentials your shell uses, renew them, then log in to the registry again.'

const WORDS: Record<
  Exclude<MessageKind, 'access-denied' | 'assume-role-denied' | 'other-service-denied'>,
  Worded
> = {
  'leaked-key': {
    meaning: 'AWS has locked this access key because it was found in public. This is a security incident.',
    next: 'Do not grant anything and do not use the key. Report it to infrastructure operations now, and have the key deleted.',
  },
  'tag-immutable': {
    meaning: 'The tag exists already, and this repository does not let a tag be moved to another image.',
    next: 'Push under a new tag. If this tag is meant to move, its name can be exempted on the repository’s Settings tab.',
  },
  'policy-principal-not-found': {
    meaning: 'The policy names a user, role or account that does not exist, so AWS has saved nothing.',
    next: 'Correct or remove that principal. A role is named by its own ARN, not by that of its session.',
  },
  'policy-invalid': {
    meaning: 'AWS does not accept the text as a repository policy and has saved nothing.',
    next: 'Leave out Resource, which ECR refuses, and check the rest on the repository’s Permissions tab.',
  },
  'policy-missing': {
    meaning: 'The repository has no policy, so only its own account may use it. That is no fault.',
    next: 'To let somebody else in, add a statement on the repository’s Permissions tab.',
  },
  'invalid-repository-name': {
    meaning: 'This cannot be the name of a repository.',
    next: 'Use lower-case letters, digits and single . _ - / between them, at least 2 characters, starting with a letter.',
  },
  'repo-exists': {
    meaning: 'A repository with this name exists already in this account and region.',
    next: 'Use it as it is, or choose another name.',
  },
  'repo-not-empty': {
    meaning: 'The repository still holds images, so AWS has not deleted it.',
    next: 'Delete its images first if nobody needs them any more.',
  },
  'repo-not-found': {
    meaning: 'There is no repository with this name in this account and region.',
    next: 'Search for the name: it may be in another account or region. If it is nowhere, create it.',
  },
  'lambda-image-access': {
    meaning: 'Lambda may not read the image: the repository’s policy does not let the Lambda service pull.',
    next: 'Add a statement for the service principal lambda.amazonaws.com with ecr:BatchGetImage and ecr:GetDownloadUrlForLayer.',
  },
  'image-archived': {
    meaning: 'The image is archived, and archived images cannot be pulled.',
    next: 'Restore it, which takes up to 20 minutes, or push it again.',
  },
  quota: {
    meaning: 'A quota of AWS is used up; no permission is missing.',
    next: 'Delete what is no longer needed, for example old images, or ask infrastructure operations to raise the quota.',
  },
  'credentials-expired': {
    meaning: 'Your AWS credentials have expired; the registry has not been asked at all.',
    next: CREDENTIALS_NEXT,
    does: 'show-caller',
  },
  'clock-skew': {
    meaning: 'The clock of your machine is wrong, so AWS takes your request for an old one.',
    next: 'Set the clock, in a virtual machine or container that of its host, and try again.',
  },
  'credentials-invalid': {
    meaning:
      'AWS does not know these credentials: a wrong or deleted key, another partition, or a region that is not enabled.',
    next: CREDENTIALS_NEXT,
    does: 'show-caller',
  },
  'credentials-missing': {
    meaning: 'The AWS tools have found no credentials.',
    next: 'Export your AWS credentials or choose the right profile, then try again.',
    does: 'show-caller',
  },
  'wrong-region': {
    meaning: 'The region is missing or wrong. Registries are regional, and so is the login.',
    next: 'Use the region that stands in the registry’s host name.',
    does: 'log-in',
  },
  'get-login-removed': {
    meaning: 'Version 2 of the AWS CLI no longer has the command aws ecr get-login.',
    next: 'Log in with get-login-password instead.',
    does: 'log-in',
  },
  'get-login-email-flag': {
    meaning: 'The command that aws ecr get-login printed is too old for this docker.',
    next: 'Log in with get-login-password instead.',
    does: 'log-in',
  },
  'credential-helper': {
    meaning: 'The program that keeps docker’s logins has failed; the registry has not been asked at all.',
    next: 'With the ECR credential helper no login is needed: leave it out, and use credHelpers rather than credsStore. If the helper is not installed, install it or take it out of ~/.docker/config.json.',
  },
  'docker-daemon': {
    meaning: 'Docker itself cannot be reached on your machine; the registry has not been asked at all.',
    next: 'Start docker, or get the right to use it, and try again.',
  },
  'auth-expired': {
    meaning: 'Your login to the registry has expired; it lasts 12 hours.',
    next: LOG_IN_NEXT,
    does: 'log-in',
  },
  'login-failed': {
    meaning:
      'The registry has refused the login itself, most often because the password was empty or of another region.',
    next: 'Log in with exactly this command, and look whether its first half prints an error.',
    does: 'log-in',
  },
  throttled: {
    meaning: 'AWS is being asked too often at the moment; no permission is missing.',
    next: 'Wait a little and try again, with fewer pulls at the same time.',
  },
  'image-not-found': {
    meaning: 'The repository exists, but has no image with this tag or digest.',
    next: 'Look on the repository’s Images tab which tags there are.',
  },
  'pull-denied': {
    meaning:
      'The registry has refused without saying why: you are not logged in, the repository does not exist, or you may not read it.',
    next: 'Log in and try again. If it fails again, paste the whole message, to its last line.',
    does: 'log-in',
  },
  'auth-missing': {
    meaning:
      'Your client is not logged in to exactly this registry. Each account and region has a host of its own.',
    next: LOG_IN_NEXT,
    does: 'log-in',
  },
  'http-401': {
    meaning:
      'The registry does not accept the login: there is none, it has expired, or it is for another region.',
    next: LOG_IN_NEXT,
    does: 'log-in',
  },
  'http-403-on-push': {
    meaning:
      'The registry has refused to store the image without saying why: the permission to push is missing, or the repository is full.',
    next: 'Check the permission to push first. If it is there, the quota of images in the repository is used up: delete old images.',
  },
  'http-403': {
    meaning: 'The registry knows you and has refused, without saying why: a permission is missing.',
    next: 'Repeat the command with docker pull to see the reason, or request access.',
  },
  network: {
    meaning: 'The registry was not reached; it has refused nothing.',
    next: 'Check network, proxy and DNS. From a private subnet, ECR needs a NAT gateway or VPC endpoints, also one for S3.',
  },
  'push-eof': {
    meaning:
      'The connection ended while the image was being uploaded. Often the permission to push is missing.',
    next: 'Check the permission to push. If it is there, try again.',
  },
  empty: {
    meaning: 'There is nothing to read yet.',
    next: 'Paste what docker, kubectl, Terraform or the AWS CLI said.',
  },
  unknown: {
    meaning: 'This text holds no error that is known here.',
    next: 'Paste the lines around the word “denied” or “error”, or fill in the fields yourself.',
  },
}

/** The advice for a message. Commands are for the registry in it, else for the one given; without either there is none. */
export function adviceFor(message: DeniedMessage, style: CommandStyle, registry?: Registry): Advice {
  const { kind, account, region } = message
  if (kind === 'access-denied' || kind === 'assume-role-denied' || kind === 'other-service-denied')
    return refusalAdvice(message)
  if (message.hostInName)
    return {
      meaning:
        'The registry’s host stands in front of the name twice, so the name is not one of a repository.',
      next: 'Put the host in front of the name once.',
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
