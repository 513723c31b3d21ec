import 'server-only'
import { ConfigurationError, loadAccounts } from '@/lib/config/config'
import { accountRoleTexts, portalRoleTexts } from './role-texts'

const PORTAL = 'portal'

/**
 * The templates for the roles of an account, or of the portal itself, from the accounts file. Throws with the list of
 * choices.
 */
function roleText(name = '', form = 'CloudFormation'): string {
  const file = loadAccounts()
  const account = file.accounts.find(({ id, name: known }) => id === name || known === name)
  if (!account && name !== PORTAL)
    throw new ConfigurationError(
      `Name an account, or ${PORTAL} for the portal’s own role: ${[PORTAL, ...file.accounts.map((each) => each.name)].join(', ')}`,
    )
  const texts = account ? accountRoleTexts(account, file.portalPrincipal) : portalRoleTexts(file)
  const found = texts.find((text) => text.name.toLowerCase() === form.toLowerCase())
  if (!found)
    throw new ConfigurationError(`Choose one of: ${texts.map((text) => `“${text.name}”`).join(', ')}`)
  return found.text
}

try {
  const [name, ...form] = process.argv.slice(2)
  process.stdout.write(roleText(name, form.join(' ') || undefined))
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
