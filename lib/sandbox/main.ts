import 'server-only'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { startSandbox } from './server'

const Settings = z.object({
  port: z.coerce.number().int().min(0).max(65535).default(4510),
  data: z.string().min(1).default('.data'),
  repositories: z.coerce.number().int().min(0).max(1_000_000).default(0),
  latency: z.coerce.number().min(0).max(600_000).default(0),
})

const FLAGS = {
  port: { type: 'string' },
  data: { type: 'string' },
  repositories: { type: 'string' },
  latency: { type: 'string' },
} as const

async function main(): Promise<void> {
  if (process.env.PORTAL_MODE === 'aws')
    throw new Error('PORTAL_MODE is aws, and the sandbox has no place there.')
  const { values } = parseArgs({ options: FLAGS })
  const { port, data, repositories, latency } = Settings.parse({
    ...values,
    port: values.port ?? (process.env.SANDBOX_PORT || undefined),
    data: values.data ?? (process.env.PORTAL_DATA_DIR || undefined),
  })
  const sandbox = await startSandbox({ port, dataDirectory: data, repositories, latencyMs: latency })
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      sandbox.close().then(() => process.exit(0))
    })
  console.log(`Sandbox of ECR and STS ready on ${sandbox.endpoint}`)
}

/** Why the sandbox didn't start, for the person who started it. */
function explain(error: unknown): unknown {
  if (error instanceof z.ZodError) return z.prettifyError(error)
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'EADDRINUSE')
    return `The port is taken (${error.message}). Stop what listens there, or choose another with --port or SANDBOX_PORT.`
  return code.startsWith('ERR_PARSE_ARGS') || code === '' ? error.message : error
}

main().catch((error: unknown) => {
  console.error('The sandbox did not start:', explain(error))
  process.exit(1)
})
