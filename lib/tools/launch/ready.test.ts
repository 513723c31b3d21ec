import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { waitUntilAnswers } from './ready.mjs'

const server = createServer((_, response) => response.writeHead(403).end())
afterEach(() => new Promise((resolve) => server.close(resolve)))

async function listen(port = 0): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

async function freePort(): Promise<number> {
  const port = await listen()
  await new Promise((resolve) => server.close(resolve))
  return port
}

test('a server that starts listening later is waited for, and any answer counts', async () => {
  const port = await freePort()
  const ready = waitUntilAnswers('It', `http://127.0.0.1:${port}`, new AbortController().signal)
  await listen(port)
  await expect(ready).resolves.toBeUndefined()
})

test('a server that never answers is named', async () => {
  const url = `http://127.0.0.1:${await freePort()}`
  await expect(waitUntilAnswers('The sandbox', url, new AbortController().signal, 100)).rejects.toThrow(
    `The sandbox did not answer on ${url} within 0.1 seconds.`,
  )
})

test('waiting ends as soon as stopping begins', async () => {
  const stopping = new AbortController()
  const ready = waitUntilAnswers('It', `http://127.0.0.1:${await freePort()}`, stopping.signal)
  stopping.abort()
  await expect(ready).resolves.toBeUndefined()
})
