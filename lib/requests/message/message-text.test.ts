import { describe, expect, it } from 'vitest'
import { removeSecrets } from '@/lib/text/redact-secrets'
import { ERROR_LIMIT, isShortened, keptPart } from './message-text'

const LINE = 'step 17: downloading the internet\n'
const LOG = `begun\n${LINE.repeat(200_000)}denied: no basic auth credentials`

describe('the stored excerpt of a long error', () => {
  it('is its beginning and end, and says how much was omitted', () => {
    const kept = keptPart(LOG)
    expect(kept.length).toBeLessThanOrEqual(ERROR_LIMIT)
    expect(kept).toMatch(/^begun\n/)
    expect(kept).toMatch(/\n\[… 6,7\d\d,\d{3} characters left out …\]\n/)
    expect(kept).toMatch(/denied: no basic auth credentials$/)
    expect(isShortened(kept)).toBe(true)
    expect(keptPart(kept)).toBe(kept)
  })

  it('is the whole text up to the limit', () => {
    const text = 'x'.repeat(ERROR_LIMIT)
    expect(keptPart(text)).toBe(text)
    expect(isShortened(text)).toBe(false)
  })

  it('is only the beginning of a single line, which has no safe place to cut', () => {
    const kept = keptPart(`{"log":"${'x'.repeat(ERROR_LIMIT)}"}`)
    expect(kept).toMatch(/^\{"log":"x+\n\[… 32,8\d\d characters left out …\]\n$/)
  })

  it('never contains half a secret, wherever it is cut', () => {
    const secret = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY'
    const line = `aws_secret_access_key=${secret}\n`
    for (let shift = 0; shift < line.length; shift++) {
      const kept = removeSecrets(keptPart(`${'-'.repeat(shift)}\n${line.repeat(3000)}`)).text
      expect(kept.match(/EXAMPLEKEY|wJalr/g)).toBeNull()
    }
  })
})
