import 'server-only'
import { createServer, type RequestListener, type Server } from 'node:http'
import { join } from 'node:path'
import { answer, type Sandbox } from './answer'
import { openDirectory } from './identity/directory'
import { readRequest } from './protocol/request'
import { seededRegistries } from './seed/registries'
import { NO_JOURNAL, openJournal } from './store/journal'
import { ownDirectory } from './store/owner'
import { openStore, type Store } from './store/store'

export type SandboxOptions = {
  /** 0 takes any free port. */
  port?: number
  /** Where the state is kept, below `sandbox/`. Without it everything is gone at the end. */
  dataDirectory?: string
  seed?: 'full' | 'empty'
}

/** Starts the local stand-in for ECR and STS on the loopback address. Rejects when the port or the data directory is taken. */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<{ endpoint: string; close: () => Promise<void> }> {
  const server = createServer()
  const endpoint = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`
  const directory = openDirectory()
  const opening = storeOf(options)
  server.on(
    'request',
    handler(async () => ({ store: (await opening).store, directory, endpoint })),
  )
  try {
    const { closeStore } = await opening
    return {
      endpoint,
      async close() {
        await stop(server)
        closeStore()
      },
    }
  } catch (error) {
    await stop(server)
    throw error
  }
}

async function storeOf({
  dataDirectory,
  seed,
}: SandboxOptions): Promise<{ store: Store; closeStore: () => void }> {
  if (dataDirectory === undefined) {
    const store = openStore(NO_JOURNAL)
    if (seed !== 'empty') store.commit(seededRegistries(Date.now()))
    return { store, closeStore: () => {} }
  }
  const directory = join(dataDirectory, 'sandbox')
  const owner = await ownDirectory(directory)
  const { journal, changes } = openJournal(directory, (message) => console.error(message))
  const store = openStore(journal)
  if (changes) store.replay(changes)
  else if (seed !== 'empty') store.commit(seededRegistries(Date.now()))
  return {
    store,
    closeStore() {
      journal.close()
      owner.release()
    },
  }
}

/** Requests that come before the sandbox is ready wait for it. */
function handler(ready: () => Promise<Sandbox>): RequestListener {
  return (incoming, outgoing) => {
    Promise.all([ready(), readRequest(incoming)])
      .then(([sandbox, request]) => answer(sandbox, request))
      .then(({ status, headers, body }) => outgoing.writeHead(status, headers).end(body))
      .catch((error: unknown) => {
        console.error(error)
        outgoing
          .writeHead(500, { 'content-type': 'application/x-amz-json-1.1' })
          .end(
            JSON.stringify({ __type: 'ServerException', message: 'The sandbox has a bug; see its output.' }),
          )
      })
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // Only this machine may reach it.
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
