import { expect, test } from 'vitest'
import cases from './cases/import-walls.json'
import { type Import, isOurs, readSources, type Source, type Sources, sourcesFrom, targetOf } from './sources'

/*
 * A wall is a rule about which file may import which. The rules are here; docs/contributing.md gives their reasons.
 *
 * app → components → lib, and inside lib from the top floor down: a file may import from its own floor and those below.
 * A file that begins with `import 'server-only'` is on the floor of its room. Every other file of lib is pure and on the
 * ground: a browser may run it, so it imports nothing but other pure files and data.
 */
const FLOORS = [
  ['config', 'accounts', 'db', 'runtime'],
  ['aws', 'auth'],
  ['context', 'audit', 'sessions'],
  ['repositories', 'registry-policy', 'inventory', 'permissions', 'requests', 'accounts/roles'],
  ['request-context', 'http', 'jobs'],
]
const PURE = 0
const COMPONENTS = FLOORS.length + 1
const APP = COMPONENTS + 1
/** What every page is made of, which knows no noun of the portal. */
const KIT = 'components/ui/'

/** Rooms with processes of their own, and what they import beside pure files. Nothing in the portal imports them. */
const APART: Record<string, readonly string[] | 'everything'> = {
  sandbox: ['runtime'],
  testing: 'everything',
  'tools/launch': ['config'],
  'tools/policy-lists': 'everything',
  'tools/bench': 'everything',
  'tools/prove': 'everything',
  'tools/soak': 'everything',
}

/** Who may import which packages. A package that is not here is open to every server file, to components and to app. */
const PACKAGES: { named: RegExp; by: readonly string[] }[] = [
  {
    named: /^@(aws-sdk|aws-crypto|smithy)\//,
    by: [
      'aws',
      'repositories',
      'inventory',
      'registry-policy',
      'permissions',
      'requests',
      'accounts/roles',
      'sandbox',
      'tools/bench',
    ],
  },
  {
    named: /^(drizzle-orm|pg|@electric-sql)(\/|$)/,
    by: [
      'db',
      'audit',
      'sessions',
      'requests',
      'inventory',
      'registry-policy',
      'permissions',
      'testing',
      'tools/soak',
    ],
  },
  { named: /^next-auth(\/|$)/, by: ['sessions', 'components', 'app'] },
  { named: /^openid-client$/, by: ['auth'] },
  { named: /^prom-client$/, by: ['runtime'] },
  { named: /^(node:)?process$/, by: [] },
]
const PURE_PACKAGES = /^(zod|diff)$/
const READS_ENVIRONMENT =
  /^lib\/(config\/|testing\/|tools\/launch\/|sandbox\/main\.ts|tools\/bench\/environment\.ts)/
const SAYS_NOTHING = /(^|\/)(index|utils?|helpers?|types|misc|common)(\.tsx?$|\/)/

const ROOMS = [...FLOORS.flat(), ...Object.keys(APART)]

/** The room whose rules a file keeps: `app` (the files at the root, too), `components`, or the innermost in lib that has some. */
function roomOf({ path }: Source): string {
  const [top, ...inside] = path.split('/')
  if (top === 'components') return top
  if (top !== 'lib') return 'app'
  const place = inside.join('/')
  const room = ROOMS.filter((each) => place.startsWith(`${each}/`) || place === `${each}.ts`)
  return room.sort((a, b) => b.length - a.length)[0] ?? inside[0] ?? ''
}

/** Undefined for a room that has none. */
function floorOf(source: Source): number | undefined {
  const room = roomOf(source)
  if (room === 'app') return APP
  if (room === 'components') return COMPONENTS
  if (room in APART) return undefined
  if (!source.server) return PURE
  const index = FLOORS.findIndex((rooms) => rooms.includes(room))
  return index < 0 ? undefined : index + 1
}

function problemsIn(sources: Sources): string[] {
  return [...sources.values()].flatMap((source) =>
    [
      ...problemsOfFile(source),
      ...problemsOfActions(source),
      ...source.imports.map((wanted) =>
        isOurs(wanted) ? problemWithOurs(source, wanted, sources) : problemWithPackage(source, wanted),
      ),
    ].flatMap((problem) => (problem ? [`${source.path} ${problem}`] : [])),
  )
}

function problemsOfFile(source: Source): string[] {
  const { path, code, imports } = source
  const room = roomOf(source)
  const floor = floorOf(source)
  const problems: string[] = []
  if (floor === undefined && !(room in APART)) problems.push(`is in a room without a floor: ${room}`)
  if (floor === PURE && imports.some(({ of }) => of === 'server-only'))
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

function problemWithPackage(source: Source, { of, typeOnly, deferred }: Import): string | undefined {
  const floor = floorOf(source)
  const rule = PACKAGES.find(({ named }) => named.test(of))
  if (rule && (floor === PURE || !rule.by.includes(roomOf(source)))) return `may not import ${of}`
  if (floor === PURE && !typeOnly && of !== 'server-only' && !PURE_PACKAGES.test(of))
    return `does not begin with server-only and imports ${of}`
  if (floor === COMPONENTS && /^(node:|server-only$|next\/headers$)/.test(of))
    return `takes ${of} into the browser`
  if (source.path.endsWith('.mjs') && !of.startsWith('node:') && !deferred)
    return `imports ${of}, which may not be installed yet`
  return undefined
}

function problemWithOurs(source: Source, wanted: Import, sources: Sources): string | undefined {
  const target = targetOf(source, wanted, sources)
  if (!target) return undefined
  const [room, theirRoom] = [roomOf(source), roomOf(target)]
  const [floor, theirFloor] = [floorOf(source), floorOf(target)]
  const knows = APART[room]
  if (knows === 'everything' || (knows && room === theirRoom)) return undefined
  if (theirRoom in APART) return `imports ${target.path}, which runs apart`
  if (source.path.startsWith(KIT) && !target.path.startsWith(KIT))
    return `is the kit and imports ${target.path}`
  // A room without a floor is reported once, for its own file.
  if (theirFloor === undefined) return undefined
  if (knows)
    return theirFloor === PURE || knows.includes(theirRoom)
      ? undefined
      : `runs apart and imports ${target.path}`
  if (floor === COMPONENTS && theirFloor > PURE && theirFloor < COMPONENTS && !wanted.typeOnly)
    return `takes ${target.path} into the browser`
  return floor !== undefined && theirFloor > floor ? `imports ${target.path}, which is above` : undefined
}

test('every file keeps to the walls', () => {
  const sources = readSources()
  expect(sources.has('lib/config/config.ts')).toBe(true)
  expect(problemsIn(sources)).toEqual([])
})

test.each(cases)('the walls stand: $because', ({ file, code, found }) => {
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
  const sources = sourcesFrom(Object.entries({ ...neighbours, [file]: code.join('\n') }))
  expect(problemsIn(sources)).toEqual(found.map((problem) => `${file} ${problem}`))
})
