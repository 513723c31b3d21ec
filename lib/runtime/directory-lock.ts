import 'server-only'
import { mkdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'

/**
 * Makes this process the only one that writes to a directory; rejects if another running process does. The lock is a
 * listening socket, which the system closes however the process ends; the socket file of a killed process is replaced.
 */
export async function lockDirectory(directory: string): Promise<{ release: () => void }> {
  mkdirSync(/* turbopackIgnore: true */ directory, { recursive: true })
  const path = join(/* turbopackIgnore: true */ directory, 'owner.sock')
  const server = await listen(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    const owner = await ownerOf(path)
    if (owner)
      throw new Error(
        `The data directory ${directory} is in use by process ${owner}. Stop it, or set PORTAL_DATA_DIR.`,
      )
    rmSync(path, { force: true })
    return listen(path)
  })
  return { release: () => server.close() }
}

function listen(path: string): Promise<Server> {
  const server = createServer((socket) => socket.end(String(process.pid)))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => resolve(server.unref()))
  })
}

/** The id of the process that listens on the socket, undefined if none does. */
function ownerOf(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = ''
    connect(path)
      .on('data', (data) => {
        answer += data
      })
      .on('end', () => resolve(answer))
      .on('error', () => resolve(undefined))
  })
}
