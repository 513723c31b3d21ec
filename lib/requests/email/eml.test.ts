import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Email } from './email'
import { emlFile } from './eml'

function email(subject: string, body: string): Email {
  return { to: 'ops@example.com', subject, body, lines: [] }
}

const decode = (base64: string) => Buffer.from(base64, 'base64').toString('utf8')

/** What a mail program makes of the file. */
function read(file: string) {
  const [head = '', body = ''] = file.split('\r\n\r\n')
  const subject = /^Subject: (.*(?:\r\n .*)*)$/m.exec(head)?.[1] ?? ''
  const unfolded = subject.replace(/\?=\r\n =\?/g, '?==?').replaceAll('\r\n ', ' ')
  return {
    subject: unfolded.replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word: string) => decode(word)),
    body: decode(body),
  }
}

describe('the file of an e-mail', () => {
  it('reads as this', () => {
    expect(emlFile(email('ECR access: builder pull cwp/fluentd #1042', 'Account: ü'))).toBe(
      [
        'X-Unsent: 1',
        'To: ops@example.com',
        'Subject: ECR access: builder pull cwp/fluentd #1042',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: base64',
        '',
        'QWNjb3VudDogw7w=',
        '',
      ].join('\r\n'),
    )
  })

  it('has no recipient if none is known', () => {
    expect(emlFile({ ...email('Re: x', 'y'), to: '' })).toMatch(/^X-Unsent: 1\r\nSubject: Re: x\r\n/)
  })

  it('encodes a subject that isn’t ASCII', () => {
    const file = emlFile(email('Zugriff für 🚢', 'x'))
    expect(file).toContain('Subject: =?UTF-8?B?WnVncmlmZiBmw7xyIPCfmqI=?=\r\n')
  })

  it('escapes a subject that only looks encoded', () => {
    expect(read(emlFile(email('=?UTF-8?B?eA==?=', 'x'))).subject).toBe('=?UTF-8?B?eA==?=')
  })

  it('preserves subject and text, in lines of at most 76 characters', () => {
    const subject = fc.array(fc.stringMatching(/^[!-~äß🚢]{1,20}$/u), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(subject, fc.string({ unit: 'grapheme', maxLength: 2000 }), (words, text) => {
        const file = emlFile(email(words.join(' '), text))
        expect(read(file)).toEqual({ subject: words.join(' '), body: text })
        for (const line of file.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76)
        expect(file.replaceAll('\r\n', '')).toMatch(/^[ -~]*$/)
      }),
    )
  })
})
