import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withoutAws } from '../lib/tools/launch/environment.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The Dockerfile's last stage. */
const [image = ''] = readFileSync(join(root, 'Dockerfile'), 'utf8')
  .split(/^FROM /m)
  .slice(-1)
const copies = [...image.matchAll(/^COPY --from=build \/portal\/(\S+) (\S+)$/gm)]
const variables = [...image.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value])
const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(image) ?? []
const [program, ...parameters]: string[] = JSON.parse(command)

type User = { uid: number; gid: number }

/** Somebody's Node may stand in their own home, where nobody else may go. */
function canRunNode(user: User): boolean {
  return spawnSync(process.execPath, ['--version'], user).status === 0
}

export type Container = ReturnType<typeof startContainer>

/**
 * Runs what the Dockerfile describes, without Docker: the files that it copies, in a folder of their own in which nobody
 * may write, with the variables that it sets and its command, as a user who is not root. `files` stand beside it.
 */
export function startContainer(
  env: Record<string, string>,
  files: Record<string, string>,
  user: User | undefined,
) {
  const folder = mkdtempSync(join(tmpdir(), 'portal-image-'))
  for (const [, from = '', to = ''] of copies)
    cpSync(join(root, from), join(folder, to), { recursive: true, dereference: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const paths = ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]
  for (const path of paths) chmodSync(join(folder, path), 0o555)

  const options = {
    cwd: folder,
    env: { ...withoutAws({}), NODE_ENV: 'production' as const, ...Object.fromEntries(variables), ...env },
    ...(user && canRunNode(user) && user),
  }
  const child = spawn(program === 'node' ? process.execPath : (program ?? ''), parameters, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (text) => {
      log += text
    })
  const ended = once(child, 'close')
  return {
    /** All that it has printed. */
    log: () => log,
    /** Ends as a container is told to end; the answer is how it ended. */
    async stop(): Promise<unknown[]> {
      child.kill('SIGTERM')
      return ended
    },
    ended,
    /** Runs Node with these arguments in it, as `docker exec` would. */
    node: (...args: string[]) => spawnSync(process.execPath, args, { ...options, encoding: 'utf8' }),
    remove() {
      child.kill('SIGKILL')
      for (const path of paths) chmodSync(join(folder, path), 0o755)
      rmSync(folder, { recursive: true })
    },
  }
}
