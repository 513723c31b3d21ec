import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { requirePorts } from './ports.mjs'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
})

/** Takes a port, any free one unless it is given. */
function take(host: string, port = 0): Promise<number> {
  const server = createServer()
  servers.push(server)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

async function freePort(): Promise<number> {
  const port = await take('127.0.0.1')
  await new Promise((resolve) => servers.pop()?.close(resolve))
  return port
}

test('free ports are accepted, and remain free', async () => {
  const [port, sandboxPort] = [await freePort(), await freePort()]
  await requirePorts({ host: '127.0.0.1', port, sandboxPort }, 'npm start')
  expect(await take('127.0.0.1', port)).toBe(port)
})

test('a port in use is named, with a command that chooses another', async () => {
  const port = await take('127.0.0.1')
  await expect(
    requirePorts({ host: '127.0.0.1', port, sandboxPort: undefined }, 'npm start'),
  ).rejects.toThrow(
    new RegExp(`Port ${port} \\(PORT\\) is taken[\\s\\S]*Choose another: PORT=(?!${port})\\d+ npm start$`),
  )
})

test('both ports are named at once', async () => {
  const [port, sandboxPort] = [await take('127.0.0.1'), await take('127.0.0.1')]
  await expect(requirePorts({ host: '127.0.0.1', port, sandboxPort }, 'npm run dev')).rejects.toThrow(
    /\(PORT\)[\s\S]*\(SANDBOX_PORT\)[\s\S]*PORT=\d+ SANDBOX_PORT=\d+ npm run dev$/,
  )
})

test('a program that listens on every address is in the way', async () => {
  const port = await take('0.0.0.0')
  await expect(
    requirePorts({ host: '127.0.0.1', port, sandboxPort: undefined }, 'npm start'),
  ).rejects.toThrow('is taken')
})

test('portal and sandbox cannot share a port', async () => {
  await expect(
    requirePorts({ host: '127.0.0.1', port: 3000, sandboxPort: 3000 }, 'npm start'),
  ).rejects.toThrow('PORT and SANDBOX_PORT are both 3000')
})

test('a host that isn’t this machine’s is named', async () => {
  const port = await freePort()
  await expect(
    // An address that is kept free for documentation (RFC 5737).
    requirePorts({ host: '192.0.2.1', port, sandboxPort: undefined }, 'npm start'),
  ).rejects.toThrow('Nothing can listen on 192.0.2.1 (PORTAL_HOST)')
})
