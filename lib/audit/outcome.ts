export const AUDIT_OUTCOMES = ['intended', 'done', 'failed', 'unknown', 'refused'] as const

/**
 * `intended` is recorded before a call to AWS, `unknown` when the result can no longer be determined, and `refused`
 * when someone tried something they may not do.
 */
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number]
