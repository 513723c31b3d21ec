import { isDbReady } from '@/lib/db/is-ready'
import { isStopping } from '@/lib/runtime/stopping'

/** The portal can record what people do. It stays ready without AWS, because much can still be read. */
export async function GET(): Promise<Response> {
  if (isStopping()) return new Response('The portal is stopping.\n', { status: 503 })
  return (await isDbReady())
    ? new Response('ok\n')
    : new Response('The portal’s database isn’t responding.\n', { status: 503 })
}
