import type { OpenStatement, Residual } from '@/lib/policy/evaluate/evaluate'
import { identityOf } from '@/lib/policy/typed-principals'
import { conditionKey } from './condition-key'

/** A key for what a conditional answer depends on: the same for the same tests, in any order and spelling. */
export function residualKey(residual: Residual | undefined): string {
  if (!residual) return ''
  return JSON.stringify([keysOf(residual.ifAny), keysOf(residual.unlessAny)])
}

export function openKey({ conditions, principals }: OpenStatement): string {
  return JSON.stringify([
    conditions.map((condition) => conditionKey(condition)).sort(),
    principals ? [principals.others, [...new Set(principals.named.map(identityOf))].sort()] : null,
  ])
}

function keysOf(open: readonly OpenStatement[]): string[] {
  return [...new Set(open.map(openKey))].sort()
}
