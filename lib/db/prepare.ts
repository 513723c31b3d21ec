import 'server-only'
import { prepareDb } from './db'

// Runs in a process of its own before the portal starts: creating an embedded database takes several times the memory
// that using one does, and memory once taken by WebAssembly is never given back.
await prepareDb()
