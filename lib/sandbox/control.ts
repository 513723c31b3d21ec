import type { Sandbox } from './answer'
import { Fault, type Faults } from './faults'
import type { Door } from './http'
import { type Answer, type AwsRequest, header } from './protocol/request'

const PREFIX = '/_sandbox/'

export function isControl({ url }: AwsRequest): boolean {
  return url.startsWith(PREFIX)
}

/** What only the sandbox has: the door for faults (see faults.ts). */
export function control({ faults }: Sandbox, door: Door, request: AwsRequest): Answer {
  // A page of another site that a browser shows can post a form here, but not JSON.
  if (request.method === 'POST' && header(request, 'content-type') !== 'application/json')
    return json(415, { message: 'Send application/json.' })
  switch (`${request.method} ${request.url}`) {
    case `GET ${PREFIX}faults`:
      return json(200, faults.list())
    case `DELETE ${PREFIX}faults`:
      faults.clear()
      return json(200, faults.list())
    case `POST ${PREFIX}faults`:
      return addFault(faults, door, parse(request))
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

function parse(request: AwsRequest): unknown {
  try {
    return JSON.parse(request.body.toString('utf8'))
  } catch {
    return undefined
  }
}

function json(status: number, content: unknown): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify(content),
  }
}
