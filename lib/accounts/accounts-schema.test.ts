import { expect, it } from 'vitest'
import { z } from 'zod'
import sample from './accounts.json'
import { AccountsFile } from './model'

/** `npm run accounts-schema` writes the file anew. */
it('the JSON schema that editors use is the one that the portal checks the accounts file with', async () => {
  const schema = z.toJSONSchema(AccountsFile, { io: 'input' })
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../../public/accounts.schema.json',
  )
})

it('the sample file names it', () => {
  expect(sample.$schema).toBe('../../public/accounts.schema.json')
})
