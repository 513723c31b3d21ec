import type { Verdict } from '@/lib/policy/evaluate/evaluate'
import { residualKey } from './residual-key'

/** The same for verdicts with the same outcome: as many actions missing, and the same conditions. */
export function outcomeKey({ outcome, missing, actions }: Verdict): string {
  const residuals = new Set(actions.map(({ residual }) => residualKey(residual)))
  return JSON.stringify([outcome, missing.length, [...residuals].sort()])
}

/** The same for verdicts with the same outcome for the same reasons: statements, and actions missing or denied. */
export function answerKey(verdict: Verdict): string {
  const refused = verdict.actions.flatMap(({ action, outcome }) =>
    outcome === 'denied' || outcome === 'not-granted' ? [[action, outcome]] : [],
  )
  return JSON.stringify([outcomeKey(verdict), verdict.statements, refused])
}
