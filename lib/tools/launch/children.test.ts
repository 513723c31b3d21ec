import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openChildren } from './children.mjs'

const node = process.execPath
const directory = mkdtempSync(join(tmpdir(), 'ecr-portal-children-'))
afterAll(() => rmSync(directory, { recursive: true }))

test('a command runs to its end, and what it printed can be read', async () => {
  const children = openChildren()
  const script = "console.log('out'); console.error('err'); process.exitCode = 3"
  const exit = await children.run(node, ['-e', script], { stdout: 'pipe', stderr: 'pipe' })
  expect(exit).toEqual({ code: 3, how: 'exit code 3', stdout: 'out\n', stderr: 'err\n' })
})

test('a missing command fails like any other', async () => {
  expect(await openChildren().run('no-such-command', [])).toMatchObject({
    code: null,
    how: expect.stringContaining('ENOENT'),
  })
})

test('a service that dies is reported by name', async () => {
  const children = openChildren()
  expect(children.serve('The sandbox', node, ['-e', 'process.exit(7)'])).toBeGreaterThan(0)
  await expect(children.death).rejects.toThrow('The sandbox stopped unexpectedly (exit code 7)')
})

test('a service appends its standard error to a log file, and its death is reported with the last lines', async () => {
  const logFile = join(directory, 'data/portal.log')
  mkdirSync(dirname(logFile))
  writeFileSync(logFile, 'of the start before\n')
  const children = openChildren()
  const script = "for (let n = 1; n <= 30; n++) console.error('line ' + n); process.exitCode = 1"
  children.serve('The portal', node, ['-e', script], { logFile })
  const told = await children.death.catch((error: Error) => error.message)
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`)
  expect(told).toBe(
    `The portal stopped unexpectedly (exit code 1), so everything else was stopped.\n\nIts log is in ${logFile}, and ends with:\n${lines.slice(-20).join('\n')}`,
  )
  expect(readFileSync(logFile, 'utf8')).toBe(`of the start before\n${lines.join('\n')}\n`)
})

test('a log file is created with its folder, and only its owner can read it', async () => {
  const logFile = join(directory, 'new/portal.log')
  await openChildren().run(node, ['-e', "console.error('only this')"], { logFile })
  expect(readFileSync(logFile, 'utf8')).toBe('only this\n')
  expect(statSync(logFile).mode & 0o777).toBe(0o600)
})

test('stop waits for every process, and a service that was told to stop has not died', async () => {
  const children = openChildren()
  const deaths: unknown[] = []
  children.death.catch((error) => deaths.push(error))
  children.serve('The portal', node, ['-e', 'setInterval(() => {}, 1000)'])
  const command = children.run(node, ['-e', 'setInterval(() => {}, 1000)'])
  await children.stop()
  expect((await command).how).toBe('signal SIGTERM')
  expect(deaths).toEqual([])
})

test('the last one started ends first, and the others only after it has', async () => {
  const children = openChildren()
  const ended: string[] = []
  for (const name of ['one', 'two', 'three'])
    void children.run(node, ['-e', 'setInterval(() => {}, 1000)']).then(() => ended.push(name))
  await Promise.all([children.stop(), children.stop()])
  expect(ended).toEqual(['three', 'two', 'one'])
})

test.each([
  ['the grace of all', { graceMs: 200 }, {}],
  ['a grace of its own', {}, { graceMs: 200 }],
])('a process that does not listen is ended by force after %s', async (_, all, own) => {
  const children = openChildren(all)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  // It calls once it has stopped listening to signals, so that the test does not have to guess when.
  const stubborn = `process.on('SIGTERM', () => {}); require('node:net').connect(${port}, '127.0.0.1').on('error', () => {})`
  const command = children.run(node, ['-e', stubborn], own)
  await once(server, 'connection')
  await children.stop()
  expect((await command).how).toBe('signal SIGKILL')
  server.close()
})

test('nothing starts once stopping has begun', async () => {
  const children = openChildren()
  await children.stop()
  expect(() => children.run(node, ['-e', ''])).toThrow('Stopped.')
})
