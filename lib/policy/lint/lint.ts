import { POLICY_LIMIT, type PolicyDocument, textToSend } from '@/lib/policy/document'
import {
  type PolicyEdit,
  removeStatement,
  renameMember,
  replaceStatement,
  setVersion,
} from '@/lib/policy/edit/edit'
import { isObject } from '@/lib/policy/json/json-tree'
import { readStatement } from '@/lib/policy/statement'
import { checkActions } from './action-checks'
import { checkCapabilities } from './capability-checks'
import { checkConditions } from './condition-checks'
import { checkDocument } from './document-checks'
import type { Check, Finding, Fix, LintContext, Severity } from './finding'
import { checkIdleConditions, checkIdleStatements } from './idle-checks'
import { checkLockOut } from './lock-out-check'
import { checkPrincipals } from './principal-checks'
import { checkRelevance } from './relevance-checks'
import { checkSecurity } from './security-checks'
import { checkStatement } from './statement-checks'
import { checkTagConditions } from './tag-checks'

const CHECKS: readonly Check[] = [
  checkStatement,
  checkPrincipals,
  checkActions,
  checkConditions,
  checkTagConditions,
  checkRelevance,
  checkSecurity,
  checkCapabilities,
  checkIdleConditions,
]
const ORDER: readonly Severity[] = ['error', 'security', 'warning', 'suggestion']

/**
 * Everything wrong, dangerous or without effect in a policy, the most severe first. Errors are what AWS would reject;
 * nothing else stops a policy from being saved. The statements of a policy that is too long are not checked: it could
 * have so many mistakes that explaining each of them would exhaust the memory.
 */
export function lintPolicy(document: PolicyDocument, context: LintContext): Finding[] {
  const fits = textToSend(document).length <= POLICY_LIMIT
  const closer = fits
    ? [
        ...checkStatements(document, context),
        ...checkLockOut(document, context),
        // The statements of a registry are about different repositories, so that none of them replaces another.
        ...(context.policyOf === 'registry' ? [] : checkIdleStatements(document, context)),
      ]
    : []
  return [...checkDocument(document), ...closer].sort(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity),
  )
}

/** Only what AWS would reject, which takes no proof. */
export function findErrors(document: PolicyDocument, context: LintContext): Finding[] {
  const fits = textToSend(document).length <= POLICY_LIMIT
  const checks = CHECKS.filter((check) => check !== checkIdleConditions)
  const closer = fits ? checkStatements(document, context, checks) : []
  return [...checkDocument(document), ...closer].filter(({ severity }) => severity === 'error')
}

function checkStatements(document: PolicyDocument, context: LintContext, checks = CHECKS): Finding[] {
  const version = typeof document.value.Version === 'string' ? document.value.Version : undefined
  const inList = Array.isArray(document.value.Statement)
  return document.statements.flatMap((value, index) => {
    if (!isObject(value)) return []
    const path = inList ? ['Statement', index] : ['Statement']
    const place = { document, version, value, statement: readStatement(value, index), path, context }
    return checks.flatMap((check) => check(place))
  })
}

export function applyFix(document: PolicyDocument, fix: Fix): PolicyEdit {
  switch (fix.kind) {
    case 'remove':
      return removeStatement(document, fix.statement)
    case 'replace':
      return { kind: 'document', document: replaceStatement(document, fix.statement, fix.value) }
    case 'rename':
      return { kind: 'document', document: renameMember(document, fix.from, fix.to) }
    case 'version':
      return { kind: 'document', document: setVersion(document, fix.version) }
  }
}
