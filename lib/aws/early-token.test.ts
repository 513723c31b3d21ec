import { createServer, type Server } from 'node:http'
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr'
import { afterEach, describe, expect, it } from 'vitest'
import { tellNextToken } from './early-token'

let close = () => {}
afterEach(() => close())

/** Reads one page, which is this text. */
async function read(page: string) {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.1')
    response.end(page)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  close = () => server.close()
  const client = new ECRClient({
    region: 'us-west-2',
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    maxAttempts: 1,
  })
  const told: string[] = []
  const command = tellNextToken(new DescribeRepositoriesCommand({}), (token) => told.push(token))
  const result = await client.send(command).finally(() => client.destroy())
  return { told, result }
}

function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server listens nowhere')
  return address.port
}

const NAME = 'cwp/a'
const page = (fields: object) => JSON.stringify({ repositories: [{ repositoryName: NAME }], ...fields })

describe('the token of the next page', () => {
  it.each([
    ['a plain one', 'eyJ2IjoiMSJ9'],
    ['one with quotes, backslashes and other scripts', 'a"b\\c\\"é🚢'],
  ])('is told with the page that holds it: %s', async (_what, token) => {
    const { told, result } = await read(page({ nextToken: token }))
    expect(told).toEqual([token])
    expect(result.nextToken).toBe(token)
    expect(result.repositories?.[0]?.repositoryName).toBe(NAME)
  })

  it.each([
    ['no token', page({})],
    ['an empty token', page({ nextToken: '' })],
    ['a null for a token', page({ nextToken: null })],
    ['a name that looks like one', page({ repositories: [{ repositoryName: '"nextToken":"no"' }] })],
    ['a body of nothing', ''],
  ])('is not told for %s', async (_what, text) => {
    expect((await read(text)).told).toEqual([])
  })

  it('leaves an answer that isn’t JSON for the SDK to refuse', async () => {
    await expect(read('<html>"nextToken":"a"</html>')).rejects.toThrow()
  })
})
