import { describe, expect, it } from 'vitest'
import { readDeniedMessage } from '@/lib/requests/message/denied-message'
import { requestHelps } from './request-helps'
import { verdictOf } from './verdict-of'

const helps = (text: string) => {
  const message = readDeniedMessage(text)
  return requestHelps(
    message,
    verdictOf({ message, accounts: [], style: { shell: 'posix', client: 'docker' } }),
  )
}
const refused = (action: string, resource: string) =>
  `User: arn:aws:iam::957591566260:user/dev is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`

describe('a request for access', () => {
  it.each([
    refused('ecr:BatchGetImage', 'arn:aws:ecr:us-west-2:872569379934:repository/cwp/fluentd'),
    refused('ecr:GetAuthorizationToken', '*'),
    refused('sts:AssumeRole', 'arn:aws:iam::872569379934:role/deploy'),
    'received unexpected HTTP status: 403 Forbidden',
    "name unknown: The repository with name 'cwp/x' does not exist in the registry with id '872569379934'",
    'My build is red and nobody knows why.',
    '',
  ])('may help against: %s', (text) => expect(helps(text)).toBe(true))

  it.each([
    refused('s3:GetObject', 'arn:aws:s3:::bucket/key'),
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.',
    'An error occurred (ExpiredTokenException): The security token included in the request is expired',
    'no basic auth credentials',
    'toomanyrequests: Rate exceeded',
  ])('cannot help against: %s', (text) => expect(helps(text)).toBe(false))
})
