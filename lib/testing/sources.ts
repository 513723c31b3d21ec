import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `deferred` is an import that is a call. */
export type Import = { of: string; typeOnly: boolean; deferred: boolean }

/** A file that runs. `server`: it begins with `import 'server-only'`, so it never reaches a browser. */
export type Source = { path: string; text: string; code: string; server: boolean; imports: Import[] }
export type Sources = ReadonlyMap<string, Source>

/** drizzle-kit reads the tables where `server-only` cannot be imported. */
const SERVER_WITHOUT_SAYING_SO = 'lib/db/schema.ts'
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Tests and what only they use may know everything; settings belong to their tools. */
const NOT_WALLED = /(\.(test|config|d)\.tsx?|(^|\/)test-[^/]+)$/

/** All that runs of the portal, its sandbox and its tools. */
export function readSources(): Sources {
  const below = ['app', 'components', 'lib'].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' }).map((path) => join(top, path)),
  )
  const paths = [...below, ...readdirSync(ROOT)].filter(
    (path) => /\.(tsx?|mjs)$/.test(path) && !NOT_WALLED.test(path),
  )
  return sourcesFrom(paths.map((path) => [path, readOurs(path)]))
}

export function readOurs(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

export function sourcesFrom(files: Iterable<readonly [path: string, text: string]>): Sources {
  return new Map([...files].map(([path, text]) => [path, sourceOf(path, text)]))
}

function sourceOf(path: string, text: string): Source {
  const code = text.replace(/^\s*(\/\/|\/?\*).*$/gm, '').trimStart()
  const statements = code.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'"`;=]*?\sfrom\s*)?['"]([^'"]+)['"]/gm)
  const calls = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)
  const imports = [
    ...[...statements].map(([, type, of = '']) => ({ of, typeOnly: Boolean(type), deferred: false })),
    ...[...calls].map(([, of = '']) => ({ of, typeOnly: false, deferred: true })),
  ]
  const server = code.startsWith("import 'server-only'") || path === SERVER_WITHOUT_SAYING_SO
  return { path, text, code, server, imports }
}

export function isOurs({ of }: Import): boolean {
  return of.startsWith('@/') || of.startsWith('.')
}

/** The file that an import names; undefined for data, and for a name that the type check refuses. */
export function targetOf(source: Source, { of }: Import, sources: Sources): Source | undefined {
  const path = of.startsWith('@/') ? of.slice(2) : join(dirname(source.path), of)
  return ['', '.ts', '.tsx'].map((ending) => sources.get(path + ending)).find(Boolean)
}
