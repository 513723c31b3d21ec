import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, test } from 'vitest'
import { routeOf } from '@/lib/http/routes'
import { requireEcrOperation } from '@/lib/sandbox/ecr/operations'
import { readOptions as readBenchOptions } from '@/lib/tools/bench/options'
import { readOptions as readSoakOptions } from '@/lib/tools/soak/options'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const below = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`)

const DOCUMENTS = [
  'README.md',
  'CHANGELOG.md',
  'lib/sandbox/README.md',
  ...below('docs').filter((path) => path.endsWith('.md')),
]
const FOLDERS = ['app', 'components', 'docs', 'e2e', 'lib', 'public']
const files = [...readdirSync(root), ...FOLDERS.flatMap(below)]
const names = new Set(files.map((path) => path.replace(/^.*\//, '')))

const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'))

/** Programs that a reader runs. */
const PROGRAMS = ['aws', 'cp', 'createdb', 'curl', 'docker', 'export', 'npm', 'pg_dump', 'pg_restore']

/** Variables that others read: the AWS tools, Node and the reader's own shell. */
const VARIABLES_OF_OTHERS =
  /^(AWS_(ENDPOINT_URL|DEFAULT_REGION|ACCESS_KEY_ID|SECRET_ACCESS_KEY)|NODE_EXTRA_CA_CERTS|HOST|SERVER_URL|RESTORED_URL)$/

const configured = files
  .filter((path) => /^lib\/config\/(?!.*\.test\.).*\.ts$/.test(path))
  .flatMap((path) => [...readFromEnvironment(path), ...keysOfSchemas(path)])
const variables = new Set([
  ...configured,
  ...files.filter((path) => /^(lib|e2e)\/.*\.(ts|mjs)$/.test(path)).flatMap(readFromEnvironment),
  ...[...read('Dockerfile').matchAll(/\b([A-Z][A-Z_]+)=/g)].map(([, name = '']) => name),
])

function readFromEnvironment(path: string): string[] {
  return [...read(path).matchAll(/\benv\.([A-Z][A-Z0-9_]+)\b(?! = )/g)].map(([, name = '']) => name)
}

function keysOfSchemas(path: string): string[] {
  return [...read(path).matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name = '']) => name)
}

type Document = { path: string; prose: string; spans: string[]; commands: string[] }

function documentAt(path: string): Document {
  const text = read(path)
  const fences = [...text.matchAll(/^```(\w*)\n(.*?)^```/gms)]
  const prose = text.replace(/^```.*?^```/gms, '')
  const shell = fences.filter(([, language]) => language === '').map(([, , body = '']) => body)
  return {
    path,
    prose,
    spans: [...prose.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span),
    commands: shell
      .flatMap((body) => body.replace(/\\\n\s*/g, '').split('\n'))
      .map((line) => line.replace(/\s+#.*/, '').trim())
      .filter((line) => /^([A-Z_]+=\S+ )*[a-z_]+ /.test(line) && !/^[\w-]+\/ /.test(line)),
  }
}

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(path: string): string[] {
  return [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function brokenLinks({ path, prose }: Document): string[] {
  return [...prose.matchAll(/\]\(([^)]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(https?|mailto):/.test(target))
    .filter((target) => {
      const [file = '', anchor] = target.split('#')
      const linked = file === '' ? path : relative(root, join(root, dirname(path), file))
      return !existsSync(join(root, linked)) || (anchor !== undefined && !anchorsOf(linked).includes(anchor))
    })
}

function missingPaths({ spans, commands }: Document): string[] {
  const words = [...spans, ...commands.flatMap((line) => line.split(' '))]
  const paths = words.filter((word) => new RegExp(`^(${FOLDERS.join('|')})/[^*]*$`).test(word))
  const named = spans.filter((span) => /^[\w.-]+\.(css|js|json|md|mjs|tsx?)$/.test(span))
  const addresses = spans.map((span) => span.replace(/^(GET|POST) /, '')).filter((span) => /^\/\w/.test(span))
  return [
    ...paths.filter((path) => !existsSync(join(root, path))),
    ...named.filter((name) => !names.has(name)),
    ...addresses.filter((address) => routeOf(address) === 'other'),
  ]
}

function unknownScripts({ spans, commands }: Document): string[] {
  const called = [...spans, ...commands].flatMap((text) => [
    ...text.matchAll(/\bnpm (?:run )?(?:--silent )?([a-z][\w:-]*)/g),
  ])
  return called.map(([, name = '']) => name).filter((name) => !(name in scripts))
}

function unknownCommands({ spans, commands }: Document): string[] {
  return [...commands, ...spans.filter((span) => /^npm |^aws /.test(span))].filter((line) => {
    const [program = '', ...args] = line.replace(/^([A-Z_]+=\S+ )+/, '').split(/\s+/)
    if (!PROGRAMS.includes(program)) return true
    const [service, operation] = args
    if (program === 'aws' && service === 'ecr' && operation) return !isEcrOperation(operation)
    const after = args.indexOf('--')
    const given = after === -1 ? [] : args.slice(after + 1)
    if (args.includes('bench')) return fails(() => readBenchOptions(given))
    return args.includes('soak') && fails(() => readSoakOptions(given))
  })
}

function isEcrOperation(command: string): boolean {
  const name = command.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return !fails(() => requireEcrOperation(name))
}

function fails(run: () => unknown): boolean {
  try {
    run()
    return false
  } catch {
    return true
  }
}

function unknownVariables({ spans, commands }: Document): string[] {
  const alone = spans.flatMap(
    (span) => /^([A-Z][A-Z0-9]*_[A-Z0-9_]*[A-Z0-9]|HOST|PORT)\b/.exec(span)?.[1] ?? [],
  )
  const inCommands = commands.flatMap((line) =>
    [...line.matchAll(/(?:^|\s)([A-Z_]+)=|\$([A-Z_]+)/g)].map(([, set, used]) => set ?? used ?? ''),
  )
  return [...alone, ...inCommands].filter((name) => !variables.has(name) && !VARIABLES_OF_OTHERS.test(name))
}

describe.each(DOCUMENTS.map(documentAt))('$path', (document) => {
  it('links to what exists', () => expect(brokenLinks(document)).toEqual([]))
  it('names files and addresses that exist', () => expect(missingPaths(document)).toEqual([]))
  it('names npm scripts that exist', () => expect(unknownScripts(document)).toEqual([]))
  it('names commands that exist', () => expect(unknownCommands(document)).toEqual([]))
  it('names environment variables that something reads', () => expect(unknownVariables(document)).toEqual([]))
})

test('every variable that the configuration reads is in docs/configuration.md', () => {
  const table = [...read('docs/configuration.md').matchAll(/^\| (`.*?) \|/gm)].map(([, cell]) => cell).join()
  expect(configured).toContain('DATABASE_URL')
  expect(configured.filter((name) => !table.includes(`\`${name}\``))).toEqual([])
})

test('every metric in docs/operations.md is measured', () => {
  const measured = files
    .filter((path) => /^lib\/(runtime|http)\/.*\.ts$/.test(path))
    .map(read)
    .join()
  const { spans } = documentAt('docs/operations.md')
  const metrics = spans.flatMap((span) => span.match(/\bportal_[a-z_]+/g) ?? [])
  expect(metrics).toContain('portal_database_up')
  expect(metrics.filter((name) => !measured.includes(`'${name.replace(/_(count|bucket)$/, '')}'`))).toEqual(
    [],
  )
})

test('the README is short, and its map has every room of lib', () => {
  const readme = read('README.md')
  expect(Buffer.byteLength(readme)).toBeLessThan(6_144)
  const rooms = readdirSync(join(root, 'lib')).filter((name) =>
    statSync(join(root, 'lib', name)).isDirectory(),
  )
  expect(rooms.filter((room) => !readme.includes(`(lib/${room}`))).toEqual([])
})
