import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { fromStored } from './columns'
import { packedColumns, type SentColumns } from './packed-columns'
import { indexRegistry, repositoriesIn } from './registry-index'
import { indexOf, repository } from './test-inventory'

const OREGON = { account: '252775557553', region: 'us-west-2' }

it('what is sent is unpacked to the same repositories, and packed once as long as they stay', async () => {
  const registries = [indexOf(OREGON, [repository(OREGON, 'cwp/a'), repository(OREGON, 'cwp/b')])]
  const packed = await packedColumns(registries)
  const sent: SentColumns[] = JSON.parse(gunzipSync(packed).toString('utf8'))
  const unpacked = sent.flatMap(({ registry, columns }) => [
    ...repositoriesIn(indexRegistry(registry, fromStored(columns))),
  ])
  expect(unpacked).toEqual(registries.flatMap((index) => [...repositoriesIn(index)]))
  expect(await packedColumns([...registries])).toBe(packed)
  const changed = [indexOf(OREGON, [repository(OREGON, 'cwp/c')])]
  expect(await packedColumns(changed)).not.toBe(packed)
})
