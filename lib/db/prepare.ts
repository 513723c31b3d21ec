import 'server-only'
import { config } from '@/lib/config/config'
import { databaseOf, openDb } from './db'

// Runs in a process of its own before the portal starts: creating an embedded database takes several times the memory
// that using one does, and memory once taken by WebAssembly is never given back.
const { migrate, close } = await openDb(databaseOf(config()))
await migrate()
await close()
