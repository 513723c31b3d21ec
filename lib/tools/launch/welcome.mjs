// @ts-check
import { sandboxEndpoint } from './environment.mjs'

/**
 * What is printed once the portal is ready.
 * @type {(settings: import('./print-settings').Settings) => string}
 */
export function welcome(settings) {
  const lines = ['', `ECR Portal is ready: ${settings.baseUrl}`, '']
  if (settings.mode === 'sandbox')
    lines.push(
      `  Sign in   choose ${settings.localUsers.join(', ').replace(/, ([^,]*)$/, ' or $1')}; there is no password`,
      `  Sandbox   no AWS account is touched; for the aws CLI: --endpoint-url ${sandboxEndpoint(settings)}`,
      `  Data      ${settings.dataDirectory}`,
    )
  if (settings.logFile) lines.push(`  Log       ${settings.logFile}`)
  lines.push('  Stop      Ctrl+C', '')
  return lines.join('\n')
}
