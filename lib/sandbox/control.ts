import type { Sandbox } from './answer'
import { isDownload, serveLayer } from './ecr/download'
import { Fault, type Faults } from './faults'
import type { Door } from './http'
import { type Answer, type AwsRequest, header } from './protocol/request'
import { simulate } from './simulate'

const PREFIX = '/_sandbox/'

export function isControl({ url }: AwsRequest): boolean {
  return url.startsWith(PREFIX)
}

/**
 * What only the sandbox has, below `/_sandbox/`: `faults` (see faults.ts), `principals?arn=…`, where DELETE
 * deletes a user or role and PUT makes one, under the same name but with another id, `calls` (see calls.ts), and the
 * layers that ECR would have S3 serve.
 */
export function control(sandbox: Sandbox, door: Door, request: AwsRequest): Answer {
  // A page of another site that a browser shows can post a form here, but not JSON; nor can it send PUT or
  // DELETE.
  if (request.method === 'POST' && header(request, 'content-type') !== 'application/json')
    return json(415, { message: 'Send application/json.' })
  const url = new URL(request.url, door.endpoint)
  const { pathname, searchParams } = url
  if (request.method === 'GET' && isDownload(pathname))
    return serveLayer(sandbox.shared.store, url, Date.now())
  switch (`${request.method} ${pathname.slice(PREFIX.length)}`) {
    case 'GET faults':
      return json(200, sandbox.faults.list())
    case 'POST faults':
      return addFault(sandbox.faults, door, parse(request))
    case 'DELETE faults':
      sandbox.faults.clear()
      return json(200, sandbox.faults.list())
    case 'POST simulate': {
      const allowed = simulate(parse(request))
      return allowed ? json(200, allowed) : json(400, { message: 'Not a simulation.' })
    }
    case 'GET calls':
      return json(200, sandbox.calls.list())
    case 'DELETE calls':
      sandbox.calls.clear()
      return json(200, sandbox.calls.list())
    case 'PUT principals':
      return changePrincipal(sandbox, searchParams.get('arn') ?? '', true)
    case 'DELETE principals':
      return changePrincipal(sandbox, searchParams.get('arn') ?? '', false)
    default:
      return json(404, { message: `The sandbox has no ${request.method} ${request.url}.` })
  }
}

function addFault(faults: Faults, door: Door, body: unknown): Answer {
  const fault = Fault.safeParse(body)
  if (!fault.success)
    return json(400, { message: 'Not a fault that the sandbox knows.', issues: fault.error.issues })
  const { data } = fault
  if (data.fault === 'connection-refused')
    return { ...json(201, data), afterwards: () => door.refuseFor(data.forMs) }
  faults.add(data)
  return json(201, data)
}

function changePrincipal({ shared: { store, directory } }: Sandbox, arn: string, present: boolean): Answer {
  if (!/^arn:aws:iam::\d{12}:(user|role)\/[\w+=,.@/-]+$/.test(arn))
    return json(400, { message: 'Name a user or role by its ARN, as ?arn=…' })
  const known = directory.principal(arn)
  if ((known !== undefined) === present)
    return json(409, { message: `${arn} ${present ? 'exists already' : 'does not exist'}.` })
  const generation = (store.principals.get(arn)?.generation ?? 0) + (present ? 1 : 0)
  store.commit([{ type: 'principal', arn, state: { present, generation } }])
  return json(200, { arn, uniqueId: (known ?? directory.principal(arn))?.uniqueId })
}

function parse(request: AwsRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'))
  } catch {
    return undefined
  }
}

function json(status: number, content: unknown): Answer {
  const headers = { 'content-type': 'application/json', connection: 'close' }
  return { status, headers, body: JSON.stringify(content) }
}
