import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '@/lib/tools/launch/root.mjs'

const Manifest = z.object({ node: z.record(z.string(), z.object({ exportedName: z.string() })) })
const Result = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
])
export type Result = z.infer<typeof Result>

/** The id that the build gave each action. */
export function actionIds(): (name: string) => string {
  const path = join(root, '.next/server/server-reference-manifest.json')
  const { node } = Manifest.parse(JSON.parse(readFileSync(path, 'utf8')))
  const ids = new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]))
  return (name) => {
    const id = ids.get(name)
    if (!id) throw new Error(`The build has no action ${name}`)
    return id
  }
}

/** Calls an action as the form on the page does. Throws when there is no answer, so its outcome is unknown. */
export async function callAction(
  { origin, path, cookie }: { origin: string; path: string; cookie: string },
  id: string,
  input: object,
): Promise<Result> {
  const answer = await fetch(origin + path, {
    method: 'POST',
    headers: {
      cookie,
      origin,
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': id,
    },
    body: JSON.stringify([input]),
  })
  const text = await answer.text()
  const result = resultIn(text)
  if (!result) throw new Error(`An action answered with ${answer.status}: ${text.slice(0, 200)}`)
  return result
}

/** What an action returned, from the full response text; undefined when it did not run. */
export function resultIn(text: string): Result | undefined {
  // React's own format: a line for each part, and the second part is what the action returned.
  const line = /^1:(\{.*\})$/m.exec(text)?.[1]
  return line === undefined ? undefined : Result.safeParse(JSON.parse(line)).data
}
