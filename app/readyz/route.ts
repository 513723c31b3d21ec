import { isDbReady } from '@/lib/db/is-ready'
import { isStopping } from '@/lib/runtime/stopping'

/** The portal can record what people do. That AWS is away does not change it: then, too, there is much to be read. */
export async function GET(): Promise<Response> {
  if (isStopping()) return new Response('The portal is stopping.\n', { status: 503 })
  return (await isDbReady())
    ? new Response('ok\n')
    : new Response('The portal’s database isn’t responding.\n', { status: 503 })
}
