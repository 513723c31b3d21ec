import 'server-only'
import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'

/**
 * Takes a directory for this process alone; rejects when another living process holds it. PGlite opened twice on one
 * directory loses acknowledged rows without an error. A listening socket is the lock because the system lets go of it
 * even when the process is killed.
 */
export async function ownDirectory(directory: string): Promise<void> {
  const path = join(/* turbopackIgnore: true */ directory, 'owner.sock')
  if (await listen(path)) return
  const owner = await ask(path)
  if (owner)
    throw new Error(
      `The database in ${directory} is in use by process ${owner}. Stop it, or set PORTAL_DATA_DIR.`,
    )
  rmSync(path, { force: true })
  if (!(await listen(path))) throw new Error(`The database in ${directory} could not be taken over.`)
}

/** False when something, alive or not, already stands at the path. */
function listen(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end(String(process.pid)))
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    server.listen(path, () => {
      server.unref()
      resolve(true)
    })
  })
}

/** The process id that answers at the path, or undefined when nobody does. */
function ask(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(path)
    socket.on('data', (data) => {
      answer += data
    })
    socket.on('end', () => resolve(answer))
    socket.on('error', () => resolve(undefined))
  })
}
