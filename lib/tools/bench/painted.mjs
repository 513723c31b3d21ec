// @ts-check
// Runs in a page, before the page's own scripts. It is given to the browser as it stands here, because what is compiled
// for Node calls functions that a page does not have.

;(() => {
  const LIMIT_MS = 60_000

  /** Resolves when the next frame has been painted, with that moment. */
  function nextFrame() {
    return new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now())
        port2.postMessage(undefined)
      })
    })
  }

  /**
   * Resolves when what is waited for is there and has been painted, with that moment.
   * @type {(isThere: () => boolean) => Promise<number>}
   */
  function painted(isThere) {
    return new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error(`It did not come: ${isThere}`)), LIMIT_MS)
      const observer = new MutationObserver(look)
      observer.observe(document, { subtree: true, childList: true, characterData: true })
      look()

      function look() {
        if (!isThere()) return
        observer.disconnect()
        nextFrame().then(resolve)
      }
    })
  }

  /** The number that stands first in the text that says how many were found. */
  function shownCount() {
    const text = document.querySelector('#found')?.textContent ?? ''
    return Number(/\d[\d,]*/.exec(text)?.[0].replaceAll(',', ''))
  }

  function shownRows() {
    const rows = document.querySelectorAll('[data-row]')
    return [...rows].filter((row) => row.checkVisibility()).length
  }

  Object.assign(globalThis, {
    bench: {
      painted,
      /** @type {(rows: number) => boolean} */
      hasRows: (rows) => document.querySelectorAll('[data-row]').length >= rows && shownRows() >= rows,
      /** @type {(count: number) => boolean} */
      hasCount: (count) => shownCount() === count,
      /**
       * From the next event of this type to the frame that shows what is waited for, in milliseconds.
       * @type {(type: string, isThere: () => boolean) => void}
       */
      begin(type, isThere) {
        this.result = new Promise((resolve, reject) => {
          const options = { capture: true, once: true }
          /** @type {(event: Event) => void} */
          const start = (event) => painted(isThere).then((end) => resolve(end - event.timeStamp), reject)
          addEventListener(type, start, options)
        })
      },
      result: Promise.resolve(Number.NaN),
    },
  })
})()
