import { parsePolicy } from '@/lib/policy/document'
import type { JsonObject } from '@/lib/policy/json/json'
import type { Side } from '@/lib/policy/prove/compile'
import { readStatements } from '@/lib/policy/statement'
import { OWNER } from './random-policies'

/** Whether one list of statements allows what another doesn’t, as a question for the prover. */
export function question(one: readonly JsonObject[], other: readonly JsonObject[]) {
  return { allowedBy: sideOf(one), butNotBy: [sideOf(other)], owner: OWNER }
}

function sideOf(list: readonly JsonObject[]): Side {
  const reading = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: list }))
  if (!reading.ok) throw new Error('a random policy cannot be read')
  return [{ statements: readStatements(reading.document.statements), version: '2012-10-17' }]
}
