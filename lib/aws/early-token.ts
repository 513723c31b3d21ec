import 'server-only'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type {
  DescribeRepositoriesCommand,
  DescribeRepositoriesCommandInput,
  DescribeRepositoriesCommandOutput,
} from '@aws-sdk/client-ecr'
import type { DeserializeMiddleware } from '@smithy/types'

// Quotes inside JSON strings are escaped, so this can't match inside one.
const NEXT_TOKEN = /"nextToken"\s*:\s*("(?:[^"\\]|\\.)+")/

/**
 * Tells the token of the next page as soon as a page's bytes are here. The SDK takes 10 to 20 ms to make objects of a
 * thousand repositories, and AWS can have the next request before that. A page without a token tells nothing.
 */
export function tellNextToken(
  command: DescribeRepositoriesCommand,
  onNextToken: (token: string) => void,
): DescribeRepositoriesCommand {
  const middleware: DeserializeMiddleware<
    DescribeRepositoriesCommandInput,
    DescribeRepositoriesCommandOutput
  > = (next) => async (call) => {
    const result = await next(call)
    const { response } = result
    if (!hasStream(response)) return result
    const bytes = await buffer(response.body)
    // The stream is used up; the SDK takes bytes as well.
    Object.assign(response, { body: bytes })
    const token = tokenIn(bytes)
    if (token !== undefined) {
      onNextToken(token)
      // Sends the next request before parsing, which blocks everything else.
      await nextTurn()
    }
    return result
  }
  command.middlewareStack.addRelativeTo(middleware, {
    name: 'tellNextToken',
    relation: 'after',
    toMiddleware: 'deserializerMiddleware',
  })
  return command
}

function tokenIn(bytes: Buffer): string | undefined {
  const quoted = NEXT_TOKEN.exec(bytes.toString('latin1'))?.[1]
  return quoted === undefined ? undefined : JSON.parse(Buffer.from(quoted, 'latin1').toString('utf8'))
}

function hasStream(response: unknown): response is { body: Readable } {
  return (
    typeof response === 'object' &&
    response !== null &&
    'body' in response &&
    response.body instanceof Readable
  )
}
