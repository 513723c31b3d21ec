export const AUDIT_OUTCOMES = ['intended', 'done', 'failed', 'unknown', 'refused'] as const

/**
 * `intended` is the record before a call to AWS, `unknown` that nobody can tell any more how it ended, `refused` that
 * somebody tried what they may not do.
 */
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number]
