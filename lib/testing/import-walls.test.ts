import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import cases from './cases/import-walls.json'

/**
 * The house: app → components → lib, and in lib from the top floor down. A file may know its own floor and those below.
 *
 * A file that begins with `import 'server-only'` stands on the floor of its room. Every other file of lib is pure,
 * floor 0, whichever room it is in: browser and server may both have it, so it knows other pure files and data only.
 */
const FLOORS: Record<number, readonly string[]> = {
  1: ['config', 'accounts', 'db', 'runtime'],
  2: ['aws', 'auth'],
  3: ['context', 'audit', 'sessions'],
  4: ['repositories', 'inventory', 'permissions', 'requests', 'accounts/roles'],
  5: ['request-context', 'http', 'jobs'],
}
const COMPONENTS = 6
const APP = 7
/** What every page is made of, which knows no noun of the portal. */
const KIT = 'components/ui/'

/**
 * Beside the house, in processes of their own: nobody in the house knows them. They know pure files, and of the ground
 * floor only what is named here; the bench and the soak, which try them all, know everything.
 */
const APART: Record<string, readonly string[] | 'everything'> = {
  sandbox: ['runtime'],
  testing: 'everything',
  'tools/launch': ['config'],
  'tools/policy-lists': 'everything',
  'tools/bench': 'everything',
  'tools/soak': 'everything',
}

/** Packages that are pure themselves. */
const PURE_PACKAGES = /^(zod|diff)$/

/** What leads outside, and who may use it. `verbs` are the rooms of floor 4. */
const DOORS: { to: RegExp; rooms: readonly string[] }[] = [
  { to: /^@(aws-sdk|aws-crypto|smithy)\//, rooms: ['aws', 'sandbox', 'tools/bench', 'verbs'] },
  {
    to: /^(drizzle-orm|pg|@electric-sql)(\/|$)/,
    rooms: ['db', 'audit', 'sessions', 'requests', 'inventory', 'permissions', 'testing', 'tools/soak'],
  },
  { to: /^next-auth(\/|$)/, rooms: ['sessions', 'app', 'components'] },
  { to: /^openid-client$/, rooms: ['auth'] },
  { to: /^prom-client$/, rooms: ['runtime'] },
  { to: /^(node:)?process$/, rooms: [] },
]
const READS_ENVIRONMENT =
  /^lib\/(config\/|testing\/|tools\/launch\/|sandbox\/main\.ts|tools\/bench\/environment\.ts)/

/** Rooms inside a room that stand on a floor of their own. */
const NESTED = [...Object.values(FLOORS).flat(), ...Object.keys(APART)].filter((room) => room.includes('/'))

/** drizzle-kit reads the tables where `server-only` cannot be imported. */
const SERVER_WITHOUT_SAYING_SO = ['lib/db/schema.ts']

const SAYS_NOTHING = /(^|\/)(index|utils?|helpers?|types|misc|common)(\.tsx?$|\/)/

/** `later` is an import that is a call. */
type Import = { of: string; typeOnly: boolean; later: boolean }
type Source = { path: string; code: string; imports: Import[]; room: string; floor: number | undefined }
type Sources = ReadonlyMap<string, Source>

function sourceOf(path: string, text: string): Source {
  const code = text.replace(/^\s*(\/\/|\/?\*).*$/gm, '').trimStart()
  const statements = code.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'"`;=]*?\sfrom\s*)?['"]([^'"]+)['"]/gm)
  const calls = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)
  const imports = [
    ...[...statements].map(([, type, of = '']) => ({ of, typeOnly: Boolean(type), later: false })),
    ...[...calls].map(([, of = '']) => ({ of, typeOnly: false, later: true })),
  ]
  const room = roomOf(path)
  const server = code.startsWith("import 'server-only'") || SERVER_WITHOUT_SAYING_SO.includes(path)
  return { path, code, imports, room, floor: floorOf(room, server) }
}

/** `app`, `components`, or the room of lib. The files at the root are the app's. */
function roomOf(path: string): string {
  const [top, room = '', inner = ''] = path.split('/')
  if (top === 'components') return top
  if (top !== 'lib') return 'app'
  return NESTED.includes(`${room}/${inner}`) ? `${room}/${inner}` : room.replace(/\.\w+$/, '')
}

/** Undefined for a room that has none. */
function floorOf(room: string, server: boolean): number | undefined {
  if (room === 'app') return APP
  if (room === 'components') return COMPONENTS
  if (room in APART) return undefined
  if (!server) return 0
  const found = Object.entries(FLOORS).find(([, rooms]) => rooms.includes(room))
  return found && Number(found[0])
}

function problemsOf(source: Source, sources: Sources): string[] {
  return [
    ...problemsOfFile(source),
    ...problemsOfActions(source),
    ...source.imports.map((wanted) =>
      isOurs(wanted) ? problemWithOurs(source, wanted, sources) : problemWithPackage(source, wanted),
    ),
  ].filter((problem) => problem !== undefined)
}

function problemsOfFile({ path, code, imports, room, floor }: Source): string[] {
  const problems: string[] = []
  if (floor === undefined && !(room in APART)) problems.push(`FLOORS has no room “${room}”`)
  if (floor === 0 && imports.some(({ of }) => of === 'server-only'))
    problems.push('does not begin with server-only')
  if (/\bprocess\s*(\??\.\s*env\b|\[)|=\s*process\s*$/m.test(code) && !READS_ENVIRONMENT.test(path))
    problems.push('reads the environment')
  if (SAYS_NOTHING.test(path)) problems.push('has a name that says nothing')
  return problems
}

function problemsOfActions({ path, code }: Source): string[] {
  if (!/^app\/(.*\/)?actions\.ts$/.test(path))
    return /^\s*['"]use server['"]/m.test(code) ? ['says use server outside app/**/actions.ts'] : []
  const exported = [...code.matchAll(/^export\s.*$/gm)].map(([line]) => line)
  return [
    ...(code.startsWith("'use server'") ? [] : ['does not begin with use server']),
    ...exported
      .filter((line) => !/^export const (\w+)Action = (action|sessionAction)\(\1(, 'read')?\)$/.test(line))
      .map((line) => `is not <verb>Action = action(<verb>): ${line}`),
  ]
}

function isOurs({ of }: Import): boolean {
  return of.startsWith('@/') || of.startsWith('.')
}

function problemWithPackage(
  { path, room, floor }: Source,
  { of, typeOnly, later }: Import,
): string | undefined {
  const key = floor === 4 ? 'verbs' : room
  const door = DOORS.find(({ to }) => to.test(of))
  if (door && !door.rooms.includes(room) && !door.rooms.includes(key)) return `has no key to ${of}`
  if (floor === 0 && !typeOnly && of !== 'server-only' && !PURE_PACKAGES.test(of))
    return `does not begin with server-only and imports ${of}`
  if (floor === COMPONENTS && /^(node:|server-only$|next\/headers$)/.test(of))
    return `takes ${of} into the browser`
  if (path.endsWith('.mjs') && !of.startsWith('node:') && !later)
    return `imports ${of}, which may not be installed yet`
  return undefined
}

function problemWithOurs(source: Source, wanted: Import, sources: Sources): string | undefined {
  const path = wanted.of.startsWith('@/') ? wanted.of.slice(2) : join(dirname(source.path), wanted.of)
  const target = ['', '.ts', '.tsx'].map((ending) => sources.get(path + ending)).find(Boolean)
  const known = APART[source.room]
  // What is no source is data, or a name that the type check refuses.
  if (!target || known === 'everything' || (known && target.room === source.room)) return undefined
  if (target.room in APART) return `knows ${target.path}, which runs apart`
  if (source.path.startsWith(KIT) && !target.path.startsWith(KIT))
    return `is the kit and knows ${target.path}`
  // A room without a floor is reported once, at its own door.
  if (target.floor === undefined) return undefined
  if (known)
    return target.floor === 0 || known.includes(target.room)
      ? undefined
      : `runs apart and knows ${target.path}`
  if (source.floor === COMPONENTS && target.floor > 0 && target.floor < COMPONENTS && !wanted.typeOnly)
    return `takes ${target.path} into the browser`
  return source.floor !== undefined && target.floor > source.floor
    ? `knows ${target.path}, which is above`
    : undefined
}

function problemsIn(files: Iterable<readonly [path: string, text: string]>): string[] {
  const sources = new Map([...files].map(([path, text]) => [path, sourceOf(path, text)]))
  return [...sources.values()].flatMap((source) =>
    problemsOf(source, sources).map((problem) => `${source.path} ${problem}`),
  )
}

/** All that runs: tests, and what is for tests only (`test-…`), may know everything; settings belong to their tools. */
function ourFiles(): [path: string, text: string][] {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const below = ['app', 'components', 'lib'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' }).map((path) => join(top, path)),
  )
  return [...below, ...readdirSync(root)]
    .filter((path) => /\.(tsx?|mjs)$/.test(path) && !/(\.(test|config|d)\.tsx?|(^|\/)test-[^/]+)$/.test(path))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')])
}

test('every file keeps to its floor', () => {
  const files = ourFiles()
  expect(files.map(([path]) => path)).toContain('lib/config/config.ts')
  expect(problemsIn(files)).toEqual([])
})

test.each(cases)('the walls hold: $because', ({ file, code, found }) => {
  const neighbours = {
    'lib/errors/portal-error.ts': '',
    'lib/config/config.ts': "import 'server-only'",
    'lib/context.ts': "import 'server-only'",
    'lib/repositories/name.ts': '',
    'lib/repositories/list-images.ts': "import 'server-only'",
    'lib/runtime/directory-lock.ts': "import 'server-only'",
    'lib/sandbox/server.ts': '',
    'lib/tools/bench/median.ts': '',
    'components/ui/button.tsx': '',
  }
  expect(problemsIn(Object.entries({ ...neighbours, [file]: code.join('\n') }))).toEqual(
    found.map((problem) => `${file} ${problem}`),
  )
})
