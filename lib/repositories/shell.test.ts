import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { continued, shellWord } from './shell'

const HARD = [
  '',
  ' ',
  "it's",
  'say "hi"',
  '$HOME',
  `$\{x}`,
  '`id`',
  'a;b',
  '*',
  '~',
  '!!',
  '\\',
  'ü🚢',
  '-n',
  '#',
  'a\nb',
]

describe('a word for', () => {
  it('a POSIX shell comes back from a real one as it was', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab \'"$`\\!*?~#&|;<>(){}[]=\nü') })
    const words = [...HARD, ...fc.sample(text, 300)]
    const script = `printf '%s\\0' ${words.map((word) => shellWord(word, 'posix')).join(' ')}`
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(words)
  })

  it('PowerShell is quoted wherever it holds more than plain characters, with its quotes doubled', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...HARD), fc.string({ unit: 'binary' })), (text) => {
        const word = shellWord(text, 'powershell')
        const quoted = /^'((?:[^'‘’‚‛]|(['‘’‚‛])\2)*)'$/.exec(word)
        expect(quoted?.[1] ?? word).toBe(/^[\w./:+=-]+$/.test(text) ? text : text.replace(/['‘’‚‛]/g, '$&$&'))
      }),
    )
  })

  it.each([
    ['posix', 'cwp/x:1.2', 'cwp/x:1.2'],
    ['posix', 'a b', "'a b'"],
    ['powershell', 'cwp/x:1.2', 'cwp/x:1.2'],
    ['powershell', 'x@sha256:0', "'x@sha256:0'"],
    ['powershell', 'a,b', "'a,b'"],
    ['powershell', 'it’s', "'it’’s'"],
  ] as const)('%s: %s is %s', (shell, text, word) => expect(shellWord(text, shell)).toBe(word))
})

it('a long command goes on in the next line as each shell has it', () => {
  expect(continued(['aws', '--a', '--b'], 'posix')).toBe('aws \\\n  --a \\\n  --b')
  expect(continued(['aws', '--a', '--b'], 'powershell')).toBe('aws `\n  --a `\n  --b')
})
