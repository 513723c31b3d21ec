import 'server-only'
import { config } from '@/lib/config/config'
import { prepareDb } from './db'
import { databaseFailure, fromQuery, isUnreachable } from './failure'

// Runs in a process of its own before the portal starts: creating an embedded database takes several times the memory
// that using one does, and memory once taken by WebAssembly is never given back.
try {
  await prepareDb()
} catch (error) {
  if (!config().databaseUrl || !databaseFailure(error, 'reading')) throw error
  const because = String(fromQuery(error))
  // A server that is away at this moment keeps nobody from browsing: the portal prepares it when it answers.
  if (isUnreachable(error))
    console.error(`The database does not answer (${because}). The portal starts, and goes on trying.`)
  else {
    console.error(`The database cannot be used (${because}). Look at DATABASE_URL and at its server.`)
    process.exitCode = 1
  }
}
