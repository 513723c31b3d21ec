import 'server-only'
import type { Found } from './find-repositories'
import type { Inventory } from './inventory'
import { type ProgressLine, progressOf } from './progress'

const PAUSE_MS = 250
const LOOK_EVERY_MS = 1000

/**
 * Streams the inventory's progress as lines of JSON, with what `find` finds so far: the state at once, then changes at
 * most a few times a second. Ends when nothing is being read any more, or soon after the listener loses access.
 */
export function watchInventory(
  inventory: Inventory,
  { find, mayRead }: { find: (() => Found) | undefined; mayRead: () => Promise<boolean> },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let close: (() => void) | undefined
  return new ReadableStream({
    start(controller) {
      let timer: NodeJS.Timeout | undefined
      let wereThereAny = false

      function send() {
        timer = undefined
        // A listener that hasn't taken the last line isn't sent another.
        if ((controller.desiredSize ?? 0) <= 0) {
          timer = setTimeout(send, PAUSE_MS)
          return
        }
        const statuses = inventory.statuses()
        const line: ProgressLine = { progress: progressOf(statuses), found: find?.() }
        controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
        wereThereAny = statuses.some(({ repositories }) => repositories > 0)
        if (line.progress.reading === 0) end()
      }

      function end() {
        close?.()
        controller.close()
      }

      const looking = setInterval(async () => {
        if (!(await mayRead()) && close) end()
      }, LOOK_EVERY_MS).unref()

      const unsubscribe = inventory.subscribe(() => {
        // People wait for the first rows; what comes after can wait a moment.
        if (!wereThereAny && timer === undefined) send()
        else timer ??= setTimeout(send, PAUSE_MS)
      })
      close = () => {
        close = undefined
        clearTimeout(timer)
        clearInterval(looking)
        unsubscribe()
      }
      send()
    },
    cancel: () => close?.(),
  })
}
