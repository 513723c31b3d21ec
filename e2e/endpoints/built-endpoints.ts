import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const root = fileURLToPath(new URL('../..', import.meta.url))

const AppPaths = z.record(z.string(), z.string())
const ServerReferences = z.object({
  node: z.record(
    z.string(),
    z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) }),
  ),
  edge: z.strictObject({}),
})

/** Pages that Next adds itself, at no address of ours. */
const NEXTS_OWN = ['/_global-error', '/_not-found']

type BuiltAction = { id: string; name: string; page: string }

/** The build’s pages, as routes; its route handlers, as `GET /route`; the files in `public`; and its server actions. */
export function builtEndpoints(): {
  pages: string[]
  handlers: string[]
  files: string[]
  actions: BuiltAction[]
} {
  const appPaths = Object.entries(AppPaths.parse(built('app-path-routes-manifest.json')))
  const ours = appPaths.filter(([, route]) => !NEXTS_OWN.includes(route))
  const { node } = ServerReferences.parse(built('server/server-reference-manifest.json'))
  return {
    pages: ours.filter(([path]) => path.endsWith('/page')).map(([, route]) => route),
    handlers: ours
      .filter(([path]) => path.endsWith('/route'))
      .flatMap(([path, route]) => methodsOf(path).map((method) => `${method} ${route}`)),
    files: readdirSync(`${root}public`, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(`${root}public/${path}`).isFile())
      .map((path) => `/${path}`),
    actions: Object.entries(node).map(([id, { exportedName, workers }]) => ({
      id,
      name: exportedName,
      page: routeOf(Object.keys(workers)[0], appPaths),
    })),
  }
}

function built(file: string): unknown {
  return JSON.parse(readFileSync(`${root}.next/${file}`, 'utf8'))
}

function methodsOf(path: string): string[] {
  const source = readFileSync(`${root}app${path}.ts`, 'utf8')
  const exported = source.match(/^export\b.*$/gm)?.join('\n') ?? ''
  const methods = exported.match(/\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g)
  if (!methods) throw new Error(`${path} exports no method that this test can see`)
  return [...new Set(methods)]
}

function routeOf(worker: string | undefined, appPaths: [path: string, route: string][]): string {
  const route = appPaths.find(([path]) => `app${path}` === worker)?.[1]
  if (route === undefined) throw new Error(`no page has ${worker}`)
  return route
}
