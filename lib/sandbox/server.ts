import 'server-only'
import { join } from 'node:path'
import { answer, type Sandbox } from './answer'
import { control, isControl } from './control'
import { openFaults } from './faults'
import { openDoor } from './http'
import { openDirectory } from './identity/directory'
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
  /** How long every answer takes at least. */
  latencyMs?: number
}

/** Starts the local stand-in for ECR and STS on the loopback address. Rejects when the port or the data directory is taken. */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<{ endpoint: string; close: () => Promise<void> }> {
  // Requests that come before the state is open wait for it; a taken port is said before the state is touched.
  let opened: (sandbox: Sandbox) => void = () => {}
  const ready = new Promise<Sandbox>((resolve) => {
    opened = resolve
  })
  const door = await openDoor(options.port ?? 0, async (request) => {
    const sandbox = await ready
    return isControl(request) ? control(sandbox, door, request) : answer(sandbox, request)
  })
  try {
    const { store, closeStore } = await storeOf(options)
    opened({
      store,
      directory: openDirectory(),
      endpoint: door.endpoint,
      faults: openFaults(options.latencyMs ?? 0),
      hidden: new Map(),
    })
    return {
      endpoint: door.endpoint,
      async close() {
        await door.close()
        closeStore()
      },
    }
  } catch (error) {
    await door.close()
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
