import type { Headers, Sent } from './send'

/** A way to request what can be read. */
export type Probe = { method?: string; headers?: Headers; pathOf?: (path: string) => string }

const suffix = (end: string) => (path: string) => {
  const [pathname = '', query] = path.split('?')
  const whole = `${pathname === '/' ? '/index' : pathname}${end}`
  return query === undefined ? whole : `${whole}?${query}`
}
const beside = (name: string, value: string) => (path: string) =>
  `${path}${path.includes('?') ? '&' : '?'}${name}=${value}`

const RSC = { rsc: '1' }
const PREFETCH = { ...RSC, 'next-router-prefetch': '1' }
const segment = (name: string) => ({ ...PREFETCH, 'next-router-segment-prefetch': name })
/** CVE-2025-29927: the name of the middleware to skip, five times. */
const skipping = (name: string) => ({ 'x-middleware-subrequest': Array(5).fill(name).join(':') })

/** The ways in which people, Next, a cache or an attacker may request a page. */
export const PROBES: Record<string, Probe> = {
  'as usual': {},
  'for the headers only': { method: 'HEAD' },
  'as its router does': { headers: RSC },
  'as its router does, with a key of the cache': { headers: RSC, pathOf: beside('_rsc', 'abc') },
  'with a state of the router': {
    headers: { ...RSC, 'next-router-state-tree': encodeURIComponent('["",{},null,"refetch"]') },
  },
  'as a prefetch': { headers: PREFETCH },
  'as a prefetch at run time': { headers: { ...RSC, 'next-router-prefetch': '2' } },
  'for the tree': { headers: segment('/_tree') },
  'for the head': { headers: segment('/_head') },
  'for the root segment': { headers: segment('/_index') },
  'for a segment of the portal': { headers: segment('/!KHBvcnRhbCk/__PAGE__') },
  'as a browser prefetches': { headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' } },
  'as a file of the router': { pathOf: suffix('.rsc') },
  'as a file of a prefetch': { pathOf: suffix('.prefetch.rsc') },
  'as a file of a segment': { pathOf: suffix('.segments/_tree.segment.rsc') },
  'as the data of a page': { headers: { 'x-nextjs-data': '1' } },
  'as a file of data': { pathOf: (path) => `/_next/data/build${suffix('.json')(path)}` },
  'past the proxy': { headers: skipping('proxy') },
  'past the proxy by its older name': { headers: skipping('middleware') },
  'past the proxy in src': { headers: skipping('src/proxy') },
  'as a prefetch of the proxy': { headers: { 'x-middleware-prefetch': '1' } },
  'as if it were rewritten': {
    headers: { 'x-middleware-rewrite': '/sign-in', 'x-matched-path': '/sign-in' },
  },
  'as if it were routed': { headers: { 'x-invoke-path': '/sign-in', 'x-now-route-matches': '1' } },
  'as if it were the sign-in page': { headers: { 'x-portal-path': '/sign-in', 'next-url': '/sign-in' } },
  'as if it were a call': { headers: { 'next-action': 'x' } },
  'as the rest of a page': { method: 'POST', headers: { 'next-resume': '1' } },
  'as a form': { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  'for the allowed methods': { method: 'OPTIONS' },
  'with another method': { method: 'PUT' },
  'to be revalidated': { headers: { 'x-prerender-revalidate': '1' } },
  'with two slashes': { pathOf: (path) => `/${path}` },
  'with a slash at its end': { pathOf: suffix('/') },
  'of another host': { headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' } },
}

/** As the router requests a page whose layouts it already has: no layout runs that could guard it. */
export function withoutLayouts(route: string, path: string): Probe {
  const values = path.replace(/\?.*/, '').split('/')
  const segments = route.split('/').map((segment, index) => {
    const name = /^\[(?:\.\.\.)?(\w+)\]$/.exec(segment)?.[1]
    return name ? [name, values[index], 'd', null] : segment
  })
  const [root, ...below] = segments.filter((segment, index) => index === 0 || segment !== '')
  const tree = [root, '(portal)', ...below].reduceRight<unknown[]>(
    (children, segment) => [segment, { children }, null, null],
    ['__PAGE__', {}, null, 'refetch'],
  )
  return { headers: { ...RSC, 'next-router-state-tree': encodeURIComponent(JSON.stringify(tree)) } }
}

/** Callers who are not signed in: without a session, or with something that isn’t one. */
export const NO_SESSIONS: Record<string, Headers> = {
  'without a session': {},
  'with a forged session': { cookie: 'portal-session=eyJhbGciOiJub25lIn0.e30.' },
  'with part of a session': { cookie: 'portal-session.0=x; portal-session.1=y' },
  'with a token instead': { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
}

const EVIL = 'https://evil.example'

/** Origins a call may claim other than the portal’s own page. */
export const FORGERIES: Record<string, Headers> = {
  'from another site': { origin: EVIL },
  'from nowhere': {},
  'from a page without an origin': { origin: 'null' },
  'with an invalid origin': { origin: 'evil' },
  'from another port of this machine': { origin: 'http://localhost:9' },
  'from another site that claims to forward': {
    origin: EVIL,
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '127.0.0.1',
  },
  'from a page without an origin that claims to forward': { origin: 'null', 'x-forwarded-host': 'null' },
  'to another host by its own name': { origin: EVIL, host: 'evil.example' },
  'from nowhere, to another host': { host: 'evil.example' },
  'from another site, as a browser says': { 'sec-fetch-site': 'cross-site' },
  'from a neighbour, as a browser says': { 'sec-fetch-site': 'same-site' },
  'from another site, as if forwarded': {
    origin: EVIL,
    'x-forwarded-host': 'evil.example',
    'x-action-forwarded': '1',
  },
  'from nowhere, past the proxy': { ...skipping('proxy'), 'x-action-forwarded': '1' },
}

/** An action call as a page’s script sends it. */
export function call(id: string, input: unknown, headers: Headers): Sent {
  return {
    method: 'POST',
    headers: {
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': id,
      ...headers,
    },
    body: JSON.stringify(input === undefined ? [] : [input]),
  }
}

/** An action call as a form sends it without scripts: any site can post one, and no header names the action. */
export function formCall(id: string, input: unknown, headers: Headers): Sent {
  const parts = { [`$ACTION_ID_${id}`]: '', ...(typeof input === 'object' ? input : {}) }
  const fields = Object.entries(parts).map(
    ([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x', ...headers },
    body: `${fields.join('')}--x--\r\n`,
  }
}
