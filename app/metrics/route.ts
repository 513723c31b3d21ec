import { mayReadMetrics } from '@/lib/http/may-read-metrics'
import { writeMetrics } from '@/lib/http/write-metrics'

/** For monitoring, with a token instead of a session. Without a token in the configuration this page doesn't exist. */
export async function GET(request: Request): Promise<Response> {
  switch (mayReadMetrics(request.headers.get('authorization'))) {
    case 'nobody':
      return new Response('Not found.\n', { status: 404 })
    case 'no':
      return new Response('The metrics require a token.\n', {
        status: 401,
        headers: { 'www-authenticate': 'Bearer' },
      })
    case 'yes': {
      const { type, text } = await writeMetrics()
      return new Response(text, { headers: { 'content-type': type } })
    }
  }
}
