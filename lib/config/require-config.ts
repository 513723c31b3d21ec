import 'server-only'
import { type Config, ConfigurationError, config } from './config'

/** The configuration; when the portal cannot run with it, this says all that is wrong and ends the process. */
export function requireConfig(): Config {
  try {
    return config()
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    // Next would log what is thrown as it starts, and go on without it.
    console.error(`The portal was not started, because its configuration is not right:\n${error.message}`)
    process.exit(1)
  }
}
