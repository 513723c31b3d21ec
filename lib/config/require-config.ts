import 'server-only'
import { type Config, ConfigurationError, config } from './config'

/**
 * The configuration, for the start of the process. If the portal cannot run with it, this prints everything that is wrong
 * and exits. What libraries read from the environment is set from here on.
 */
export function requireConfig(): Config {
  try {
    const loaded = config()
    // A profile in ~/.aws/config can have an endpoint, too. This makes the SDK ignore it, also for assuming roles.
    if (loaded.mode === 'aws') process.env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS = 'true'
    // next-auth reads its address only from here.
    process.env.NEXTAUTH_URL = loaded.baseUrl
    return loaded
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    // Next would log an error thrown here and start anyway.
    console.error(`The portal was not started, because its configuration is invalid:\n${error.message}`)
    process.exit(1)
  }
}
