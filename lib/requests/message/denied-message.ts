import { type Denial, readDenials } from './denials'
import { kindByWords, type MessageKind } from './message-kinds'
import { defined, type MessageReference, namesHost, readReference } from './message-references'
import { readableMessage } from './message-text'

/** What a pasted error says. Whatever it leaves out, or someone masked, is absent. */
export type DeniedMessage = MessageReference & {
  kind: MessageKind
  /** Every denial in the text, in order. */
  denials: Denial[]
  /** `service:Action`, from the first denial or from the name of the failed call. */
  action?: string
  principalArn?: string
  principalAccount?: string
  /** The repository's name includes the registry's host, so the host appears twice. */
  hostInName: boolean
  /** The region of the pasted login, if it is not the registry's. */
  otherLoginRegion?: string
  /** Only the first 65,536 characters were read. */
  cut: boolean
}

const OPERATION =
  /when calling the (\w{1,80}) operation|operation error (ECR|STS)[^:\n]{0,40}: (\w{1,80})|occurred when calling the (\w{1,80}) operation/i
const ECR_NOUN =
  /AuthorizationToken|Repositor|Image|Layer|Lifecycle|Registry|PullThroughCache|Replication|Signing|TagResource|TagsForResource/
const LOGIN_REGION = /ecr get-login(?:-password)?\b[^\n|]{0,200}?--region[ =]([a-z0-9-]{1,40})/
const NOT_LOGGED_IN: readonly MessageKind[] = ['auth-missing', 'http-401', 'login-failed', 'pull-denied']

/** Reads the error of any tool. Never throws; a text without a known error is of kind `unknown`. */
export function readDeniedMessage(pasted: string): DeniedMessage {
  const { text, cut } = readableMessage(pasted)
  const reference = readReference(text)
  const operation = operationOf(text)
  const denials = readDenials(text).map((denial) => completed(denial, reference))
  if (denials.length === 0 && operation && /AccessDenied/.test(text))
    denials.push(completed({ action: operation }, reference))
  const main =
    denials.find(({ repository }) => repository) ??
    denials.find(({ action }) => action.startsWith('ecr:')) ??
    denials[0]
  const otherLoginRegion = loginElsewhere(text, reference.region)
  const kind = kindOf(text, denials)
  return {
    ...defined({ action: operation, otherLoginRegion }),
    ...factsOf(main, reference),
    kind: otherLoginRegion && NOT_LOGGED_IN.includes(kind) ? 'wrong-region' : kind,
    denials,
    hostInName: namesHost(text),
    cut,
  }
}

function kindOf(text: string, denials: readonly Denial[]): MessageKind {
  if (/AWSCompromisedKeyQuarantine/i.test(text)) return 'leaked-key'
  if (denials.some(({ action }) => action.startsWith('ecr:'))) return 'access-denied'
  if (denials.some(({ action }) => action.startsWith('sts:AssumeRole'))) return 'assume-role-denied'
  if (denials.length > 0) return 'other-service-denied'
  return kindByWords(text) ?? (text.trim() === '' ? 'empty' : 'unknown')
}

/** An address in the text supplies what the denial leaves out, unless it is of another registry. */
function completed(denial: Denial, { account, region, repository }: MessageReference): Denial {
  if (!denial.action.startsWith('ecr:')) return denial
  const isSame = (denial.account ?? account) === account && (denial.region ?? region) === region
  return isSame ? { ...defined({ account, region, repository }), ...denial } : denial
}

/** A denial's facts take precedence over the text's address, whose tag counts only for the same repository. */
function factsOf(main: Denial | undefined, reference: MessageReference) {
  if (!main) return reference
  const { action, principalArn, principalAccount, account, region, repository } = main
  const image = reference.repository === repository ? reference : {}
  return { ...image, ...defined({ action, principalArn, principalAccount, account, region, repository }) }
}

function operationOf(text: string): string | undefined {
  const found = OPERATION.exec(text)
  const name = found?.[1] ?? found?.[3] ?? found?.[4]
  if (!name) return undefined
  if (found?.[2]?.toUpperCase() === 'STS' || /^(?:AssumeRole|GetCallerIdentity)/.test(name))
    return `sts:${name}`
  return found?.[2] || ECR_NOUN.test(name) ? `ecr:${name}` : undefined
}

function loginElsewhere(text: string, region: string | undefined): string | undefined {
  const login = LOGIN_REGION.exec(text)?.[1]
  return login && region && login !== region ? login : undefined
}
