import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { routeOf } from './routes'

const app = fileURLToPath(new URL('../../app', import.meta.url))

/** Every folder of `app` that answers, as an address. */
const folders = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((path) => /(^|\/)(page\.tsx|route\.ts)$/.test(path))
  .map((path) => `/${path.replace(/\([^)]+\)\//g, '').replace(/\/?[^/]+$/, '')}`)

it.each(folders)('%s has a route of its own', (folder) => {
  expect(routeOf(folder.replaceAll('...', ''))).toBe(folder)
})

const files = fileURLToPath(new URL('../../public', import.meta.url))
const publicFiles = readdirSync(files, { recursive: true, encoding: 'utf8' })
  .filter((path) => statSync(`${files}/${path}`).isFile())
  .map((path) => `/${path}`)

it.each(publicFiles)('%s counts as static', (file) => {
  expect(routeOf(file)).toBe('static')
})

it.each([
  ['/repositories?q=consul&page=2', '/repositories'],
  ['/repositories/search?q=secret', '/repositories/search'],
  ['/registries/252775557553/us-west-2/cwp:consul', '/registries/[account]/[region]/[repository]'],
  [
    '/registries/252775557553/us-west-2/cwp%2Fconsul/settings?x',
    '/registries/[account]/[region]/[repository]/settings',
  ],
  ['/requests/1001', '/requests/[id]'],
  ['/api/auth/callback/oidc?code=x', '/api/auth/[...nextauth]'],
  ['/_next/static/chunks/a.js', 'static'],
  ['/_next/anything', 'static'],
  ['/requests/1001/nothing', 'other'],
  ['/wp-login.php', 'other'],
  ['*', 'other'],
  ['//elsewhere/', 'other'],
  ['http://elsewhere/repositories', 'other'],
])('%s counts as %s', (url, route) => {
  expect(routeOf(url)).toBe(route)
})
