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
  // People can browse while the server is down: the portal prepares the database once it responds.
  if (isUnreachable(error))
    console.error(`The database isn’t responding (${because}). The portal starts anyway and keeps trying.`)
  else {
    console.error(`The database can’t be used (${because}). Check DATABASE_URL and its server.`)
    process.exitCode = 1
  }
}
