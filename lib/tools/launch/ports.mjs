// @ts-check
import { once } from 'node:events'
import { createServer } from 'node:net'
import { LaunchFailure } from './failure.mjs'

/** @typedef {Pick<import('./print-settings').Settings, 'host' | 'port' | 'sandboxPort'>} Ports */

/**
 * Throws if a port isn't free, with the command that chooses another.
 * @param {Ports} settings
 * @param {string} command what the person typed
 */
export async function requirePorts({ host, port, sandboxPort }, command) {
  if (port === sandboxPort)
    throw new LaunchFailure(`PORT and SANDBOX_PORT are both ${port}. Each needs a port of its own.`)
  // A browser may take `localhost` for ::1, and would then show what listens there.
  const portal = isLoopback(host) ? ['127.0.0.1', '::1'] : [host]
  const problems = [await portProblem('PORT', port, portal)]
  if (sandboxPort) problems.push(await portProblem('SANDBOX_PORT', sandboxPort, ['127.0.0.1']))

  const found = problems.filter((problem) => problem !== undefined)
  if (found.length === 0) return
  const others = found.flatMap(({ instead }) => instead ?? [])
  const advice = others.length > 0 ? `\nChoose another: ${[...others, command].join(' ')}` : ''
  throw new LaunchFailure(found.map(({ sentence }) => sentence).join('\n') + advice)
}

/** @type {(name: string, port: number, hosts: string[]) => Promise<{ sentence: string, instead?: string | undefined } | undefined>} */
async function portProblem(name, port, hosts) {
  const code = await firstError(port, hosts)
  switch (code) {
    case undefined:
      return undefined
    case 'EADDRINUSE': {
      const free = await nextFree(port, hosts)
      return {
        sentence: `Port ${port} (${name}) is taken by another program, so nothing was started.`,
        instead: free === undefined ? undefined : `${name}=${free}`,
      }
    }
    case 'EACCES':
      return {
        sentence: `Port ${port} (${name}) needs more rights than you have.`,
        instead: `${name}=${port + 8000}`,
      }
    default:
      return { sentence: `Nothing can listen on ${hosts.join(', ')} (PORTAL_HOST), port ${port}: ${code}.` }
  }
}

/** @type {(port: number, hosts: string[]) => Promise<number | undefined>} */
async function nextFree(port, hosts) {
  for (let other = port + 1; other <= Math.min(port + 50, 65535); other++)
    if ((await firstError(other, hosts)) === undefined) return other
  return undefined
}

/** @type {(port: number, hosts: string[]) => Promise<string | undefined>} */
async function firstError(port, hosts) {
  for (const [index, host] of hosts.entries()) {
    const code = await listenError(port, host)
    // Without IPv6 there is no ::1, so nothing can be listening there.
    if (code !== undefined && !(index > 0 && code !== 'EADDRINUSE')) return code
  }
  return undefined
}

/**
 * The code of the error that listening there meets; undefined when it works.
 * @type {(port: number, host: string) => Promise<string | undefined>}
 */
function listenError(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

/** @type {(host: string) => boolean} */
function isLoopback(host) {
  return host === '127.0.0.1' || host === 'localhost'
}

/**
 * A port of the loopback address that nobody listens on.
 * @returns {Promise<number>}
 */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (!address || typeof address === 'string') throw new Error('No port could be had.')
  return address.port
}
