import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import identities from './seed/identities.json'

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
const faults = readFileSync(new URL('faults.ts', import.meta.url), 'utf8')

it('names every user with their keys', () => {
  for (const { name: account, users } of identities.accounts)
    for (const { name, accessKeys } of users)
      for (const { id, secret } of accessKeys)
        expect(readme).toContain(`| ${account} | \`${name}\` | \`${id}\` | \`${secret}\` |`)
})

it('names every fault', () => {
  const described = [...faults.matchAll(/^\/\/ {3}\{"fault":"([a-z0-9-]+)"/gm)].map(([, name]) => name)
  expect(described).toHaveLength(17)
  for (const name of described) expect(readme).toContain(`\`${name}\``)
})
