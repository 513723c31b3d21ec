import 'server-only'
import { join } from 'node:path'
import { lockDirectory } from '@/lib/runtime/directory-lock'
import { answer, type Sandbox } from './answer'
import { openCalls } from './calls'
import { control, isControl } from './control'
import { openHidden } from './ecr/hidden'
import { openUploads } from './ecr/uploads'
import { openFaults } from './faults'
import { openDoor } from './http'
import { type Directory, openDirectory } from './identity/directory'
import type { Change } from './model'
import { manyRepositories } from './seed/many'
import { seededRegistries } from './seed/registries'
import { blobsIn, blobsInMemory } from './store/blobs'
import { NO_JOURNAL, openJournal } from './store/journal'
import { openStore, type Store } from './store/store'

type SandboxOptions = {
  /** 0 takes any free port. */
  port?: number
  /** Where the state is kept, below `sandbox/`. Without it everything is gone at the end. */
  dataDirectory?: string
  seed?: 'full' | 'empty'
  /**
   * How many made-up repositories there are besides the seed, over all registries. They come back at every
   * start.
   */
  repositories?: number
  /** How long every answer takes at least. */
  latencyMs?: number
}

/**
 * Starts the local stand-in for ECR and STS on the loopback address. Rejects if the port or the data directory is in use.
 */
export async function startSandbox(
  options: SandboxOptions = {},
): Promise<{ endpoint: string; close: () => Promise<void> }> {
  // Requests wait until the state is open. A port in use is reported before the state is touched.
  let opened: (sandbox: Sandbox) => void = () => {}
  const ready = new Promise<Sandbox>((resolve) => {
    opened = resolve
  })
  const door = await openDoor(options.port ?? 0, async (request) => {
    const sandbox = await ready
    return isControl(request) ? control(sandbox, door, request) : answer(sandbox, request)
  })
  try {
    const { store, directory, closeStore } = await stateOf(options)
    opened({
      shared: { store, directory, uploads: openUploads(), previews: new Map(), endpoint: door.endpoint },
      faults: openFaults(options.latencyMs ?? 0),
      hidden: openHidden(),
      calls: openCalls(),
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

type State = { store: Store; directory: Directory; closeStore: () => void }

async function stateOf(options: SandboxOptions): Promise<State> {
  const { dataDirectory } = options
  if (dataDirectory === undefined)
    return { ...filled(openStore(NO_JOURNAL, blobsInMemory()), undefined, options), closeStore: () => {} }
  const path = join(dataDirectory, 'sandbox')
  const owner = await lockDirectory(path)
  const { journal, changes } = openJournal(path, (message) => console.error(message))
  const store = openStore(journal, blobsIn(join(path, 'layers')))
  return {
    ...filled(store, changes, options),
    closeStore() {
      journal.close()
      owner.release()
    },
  }
}

/** The store with the journal's content, or with the seed if there is no journal. */
function filled(
  store: ReturnType<typeof openStore>,
  changes: Change[] | undefined,
  { seed, repositories = 0 }: SandboxOptions,
): Pick<State, 'store' | 'directory'> {
  const directory = openDirectory(store.principals)
  for (const repository of manyRepositories(repositories)) store.replay([{ type: 'repository', repository }])
  if (changes) store.replay(changes)
  else if (seed !== 'empty') store.commit(seededRegistries(Date.now(), directory))
  return { store, directory }
}
