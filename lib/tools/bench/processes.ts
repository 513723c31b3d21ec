import { openChildren } from '@/lib/tools/launch/children.mjs'

export type Processes = ReturnType<typeof openChildren>

/** As the launcher's, but what they print on standard output is not shown: there the table stands alone. */
export function openProcesses(): Processes {
  const children = openChildren({ graceMs: 3000 })
  return {
    ...children,
    run: (command, args, options) => children.run(command, args, { stdout: 'pipe', ...options }),
    serve: (name, command, args, options) =>
      children.serve(name, command, args, { stdout: 'ignore', ...options }),
  }
}

/** What a command printed. Throws what it complained about when it failed. */
export async function outputOf(processes: Processes, ...of: Parameters<Processes['run']>): Promise<string> {
  const [command, args, options] = of
  const { code, how, stdout, stderr } = await processes.run(command, args, { stderr: 'pipe', ...options })
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${how}: ${stderr}`)
  return stdout
}
