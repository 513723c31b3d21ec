import 'server-only'
import type { Inventory } from './inventory'
import { type Progress, progressOf } from './progress'

const PAUSE_MS = 250

/**
 * The progress of an inventory as lines of JSON: the state at once, and its changes no more than a few times a second.
 * Ends when nothing is being read any more.
 */
export function watchInventory(inventory: Inventory): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let close: (() => void) | undefined
  return new ReadableStream({
    start(controller) {
      let timer: NodeJS.Timeout | undefined
      let sent: Progress | undefined

      function send() {
        timer = undefined
        sent = progressOf(inventory.statuses())
        controller.enqueue(encoder.encode(`${JSON.stringify(sent)}\n`))
        if (sent.reading > 0) return
        close?.()
        controller.close()
      }

      const unsubscribe = inventory.subscribe(() => {
        // The first rows are what people wait for; what comes after them can wait a moment.
        if (sent?.pages === 0) send()
        else timer ??= setTimeout(send, PAUSE_MS)
      })
      close = () => {
        clearTimeout(timer)
        unsubscribe()
      }
      send()
    },
    cancel: () => close?.(),
  })
}
