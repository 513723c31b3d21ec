// @ts-check
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { LaunchFailure } from './failure.mjs'
import { root } from './root.mjs'

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage */
/** @typedef {Record<string, LockedPackage>} LockedPackages */

/**
 * How npm is called to install. A caller's NODE_ENV=production would leave out what building and testing need, and
 * their npm may be set to run what packages want to run.
 */
export const INSTALL = ['ci', '--include=dev', '--ignore-scripts']

/** Throws unless the lockfile's packages support this version of Node. */
export function requireNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 9))
    throw new LaunchFailure(`Node 20.9 or newer is needed; this is ${version}. Install it from nodejs.org.`)
}

/** Installs exactly what the lockfile lists, unless it is already installed. */
/** @type {(children: ReturnType<typeof import('./children.mjs').openChildren>) => Promise<void>} */
export async function ensureInstalled(children) {
  const locked = readPackages('package-lock.json')
  if (!locked) throw new LaunchFailure('package-lock.json is missing or cannot be read.')
  // npm writes this file last, so after an interrupted installation it is not there.
  const installed = readPackages('node_modules/.package-lock.json')
  if (installed && isInstalled(locked, installed)) return
  console.log('Installing the packages of package-lock.json …')
  const [command, args] = npm(INSTALL)
  const { code, how } = await children.run(command, args)
  if (code !== 0) throw new LaunchFailure(`The packages could not be installed: npm ci ended with ${how}.`)
}

/**
 * Whether npm's own record of node_modules holds every package of the lockfile at its version. Optional ones may be
 * absent: they are the builds for other systems.
 * @param {LockedPackages} locked
 * @param {LockedPackages} installed
 */
export function isInstalled(locked, installed) {
  return Object.entries(locked).every(([path, wanted]) => {
    const found = installed[path]
    if (!found) return path === '' || wanted.optional === true || wanted.devOptional === true
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

/**
 * How to call the npm that called us, or else the one on the path.
 * @type {(args: string[]) => [string, string[]]}
 */
export function npm(args) {
  const caller = process.env.npm_execpath
  return caller && basename(caller) === 'npm-cli.js' ? [process.execPath, [caller, ...args]] : ['npm', args]
}

/** @type {(file: string) => LockedPackages | undefined} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  } catch (error) {
    if (
      error instanceof SyntaxError ||
      (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    )
      return undefined
    throw error
  }
}
