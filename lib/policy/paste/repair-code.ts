import { type Json, parseJson } from '@/lib/policy/json/json'
import { isObject, toValue } from '@/lib/policy/json/json-tree'
import { OUR_LAYOUT, printJson } from '@/lib/policy/json/layout'
import { findPolicyText, fromYaml, resolved } from './cloudformation'
import type { Repaired } from './repair-spelling'
import { fromJsonencode, fromPolicyDocument } from './terraform'

/** Terraform leaves unchanged attributes out of a plan. */
const HIDDEN = /#\s*\(\d+ unchanged [^)]*hidden\)/

/** Converts a policy that is written as code to JSON; undefined if the text is no code that is known here. */
export function repairCode(text: string): Repaired | undefined {
  const parsed = parseJson(text)
  if ('node' in parsed) return outOfTemplate(toValue(parsed.node), text)
  return (
    step(fromJsonencode(text), `Read Terraform’s jsonencode(…) as JSON.${hiddenWords(text)}`) ??
    step(fromPolicyDocument(text), 'Read Terraform’s aws_iam_policy_document as a policy.') ??
    step(fromYaml(text), 'Read the YAML of the template as JSON.')
  )
}

function outOfTemplate(value: Json, text: string): Repaired | undefined {
  const held = isObject(value) && value.Statement === undefined ? findPolicyText(value) : undefined
  if (held) return step(held, 'Take the policy out of the template’s RepositoryPolicyText.')
  if (!/"(?:Fn::\w+|Ref)"\s*:/.test(text)) return undefined
  const worked = resolved(value)
  return JSON.stringify(worked) === JSON.stringify(value)
    ? undefined
    : step(worked, 'Resolve CloudFormation’s functions.')
}

function hiddenWords(text: string): string {
  return HIDDEN.test(text) ? ' The plan hides unchanged parts, so they are missing here.' : ''
}

function step(value: Json | undefined, done: string): Repaired | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return { text: `${printJson(value, OUR_LAYOUT)}\n`, done }
}
