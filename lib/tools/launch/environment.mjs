// @ts-check
import { readFileSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import { root } from './root.mjs'
import { localSecret } from './secret.mjs'

/**
 * @typedef {import('./print-settings').Settings} Settings
 * @typedef {import('./children.mjs').Environment} Environment
 */

/** The portal's own settings, the secret ones among them. */
const OURS = /^(PORTAL_|NEXTAUTH_|OIDC_|DATABASE_URL$)/

const PORTAL_USER = { account: '872569379934', name: 'ecr-portal' }

/**
 * The caller's environment without any AWS configuration: no variables, no files, no role of the machine. A process in it
 * can't reach a real account.
 * @type {(caller: Environment) => Environment}
 */
export function withoutAws(caller) {
  const others = Object.entries(caller).filter(([name]) => !name.toUpperCase().startsWith('AWS_'))
  return {
    ...Object.fromEntries(others),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  }
}

/**
 * The environment for building, without secrets: a bundle can't leak what the build was never given.
 * @type {(caller: Environment) => Environment}
 */
export function buildEnvironment(caller) {
  return {
    ...Object.fromEntries(Object.entries(withoutAws(caller)).filter(([name]) => !OURS.test(name))),
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  }
}

/**
 * The portal's environment: with the sandbox's endpoint and key in sandbox mode, with neither in aws mode.
 * @param {Environment} caller
 * @param {Settings} settings
 * @param {boolean} development
 * @returns {Environment}
 */
export function portalEnvironment(caller, settings, development) {
  const common = {
    NODE_ENV: development ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  }
  if (settings.mode === 'aws') return { ...caller, ...common }
  const { id, secret } = portalKey()
  return {
    ...withoutAws(caller),
    ...common,
    NEXTAUTH_SECRET: caller.NEXTAUTH_SECRET || localSecret(settings.dataDirectory, 'secret'),
    PORTAL_AUDIT_KEY: caller.PORTAL_AUDIT_KEY || localSecret(settings.dataDirectory, 'audit-key'),
    AWS_ENDPOINT_URL: sandboxEndpoint(settings),
    AWS_REGION: 'us-west-2',
    AWS_ACCESS_KEY_ID: id,
    AWS_SECRET_ACCESS_KEY: secret,
  }
}

/** @type {(caller: Environment, settings: Settings) => Environment} */
export function sandboxEnvironment(caller, { sandboxPort, dataDirectory }) {
  return { ...withoutAws(caller), SANDBOX_PORT: String(sandboxPort), PORTAL_DATA_DIR: dataDirectory }
}

/** @type {(settings: Settings) => string} */
export function sandboxEndpoint({ sandboxPort }) {
  return `http://127.0.0.1:${sandboxPort}`
}

/** @typedef {{ name: string, accessKeys: { id: string, secret: string }[] }} SandboxUser */

/** The access key of the portal's own user in the sandbox. */
export function portalKey() {
  /** @type {{ accounts: { id: string, users: SandboxUser[] }[] }} */
  const { accounts } = JSON.parse(readFileSync(join(root, 'lib/sandbox/seed/identities.json'), 'utf8'))
  const account = accounts.find(({ id }) => id === PORTAL_USER.account)
  const key = account?.users.find(({ name }) => name === PORTAL_USER.name)?.accessKeys[0]
  if (!key) throw new Error(`the sandbox has no key of ${PORTAL_USER.name} in ${PORTAL_USER.account}`)
  return key
}
