import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { isOurs, readOurs, readSources, type Source, targetOf } from './sources'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Folders with data, and the sample application of the bench. */
const DATA = /(^|\/)(cases|migrations|__snapshots__|bench\/reference|\..*)(\/|$)/

test('the rooms are those in the picture of docs/contributing.md', () => {
  expect(roomsInPicture(readOurs('docs/contributing.md'))).toEqual(rooms())
})

test('the files loose at the top of lib are the context, how a request gets one, and the paths', () => {
  const loose = readdirSync(join(ROOT, 'lib'), { withFileTypes: true }).filter((entry) => entry.isFile())
  expect(loose.map(({ name }) => name).sort()).toEqual([
    'context.ts',
    'paths.test.ts',
    'paths.ts',
    'request-context.ts',
  ])
})

/** A room and one inside it may import each other. Server files and pure files of a room count apart, as they do in the walls. */
test('no two rooms import each other', () => {
  const sources = readSources()
  const imports = new Map<string, string>()
  for (const source of sources.values())
    for (const wanted of source.imports.filter(isOurs)) {
      const target = targetOf(source, wanted, sources)
      if (!target || isWithin(roomOf(source), roomOf(target))) continue
      imports.set(`${sideOf(source)} → ${sideOf(target)}`, `${source.path} imports ${target.path}`)
    }
  const mutual = [...imports].filter(([edge]) => imports.has(edge.split(' → ').reverse().join(' → ')))
  expect(mutual.map(([, how]) => how)).toEqual([])
})

function rooms(): string[] {
  const below = ['components', 'lib', 'e2e'].flatMap((top) => [
    top,
    ...readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' }).map((path) => join(top, path)),
  ])
  return [
    'app',
    ...below.filter((path) => !DATA.test(path) && statSync(join(ROOT, path)).isDirectory()),
  ].sort()
}

/** The tree under “Rooms”: one folder a line, indented by two blanks for each folder that it is in. */
function roomsInPicture(page: string): string[] {
  const picture = /^## Rooms$[\s\S]*?^```\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? ''
  const within: string[] = []
  return picture
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', name] = /^( *)([\w.-]+)\/(?: |$)/.exec(line) ?? []
      if (name === undefined) return []
      within.splice(indent.length / 2, Number.POSITIVE_INFINITY, name)
      return within.join('/')
    })
    .sort()
}

function roomOf({ path }: Source): string {
  return path.startsWith('app/') ? 'app' : dirname(path)
}

function sideOf(source: Source): string {
  return source.server ? `${roomOf(source)} (server)` : roomOf(source)
}

function isWithin(one: string, other: string): boolean {
  return `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`)
}
