import 'server-only'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { startSandbox } from './server'

const Settings = z.object({
  port: z.coerce.number().int().min(0).max(65535).default(4510),
  data: z.string().min(1).default('.data'),
})

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } })
  const { port, data } = Settings.parse({
    port: values.port ?? (process.env.SANDBOX_PORT || undefined),
    data: values.data ?? (process.env.PORTAL_DATA_DIR || undefined),
  })
  const sandbox = await startSandbox({ port, dataDirectory: data })
  console.log(`Sandbox of ECR and STS ready on ${sandbox.endpoint}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      sandbox.close().then(() => process.exit(0))
    })
}

main().catch((error: unknown) => {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  console.error(
    taken
      ? `The sandbox did not start: its port is taken (${error.message}). Stop what listens there, or choose another with --port or SANDBOX_PORT.`
      : error,
  )
  process.exit(1)
})
