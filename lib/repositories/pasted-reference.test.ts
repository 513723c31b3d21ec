import { describe, expect, it } from 'vitest'
import cases from './cases/references.json'
import { parseOldConsoleLink, parseReference } from './pasted-reference'
import { fromPath, toPath } from './reference'

describe('pasted references', () => {
  it.each(cases)('$text', ({ text, ...expected }) => {
    expect(parseReference(text)).toEqual('name' in expected ? expected : undefined)
  })

  it('reads the console link of the ECS era, whose colon stands for a slash', () => {
    const link =
      'https://us-west-2.console.aws.amazon.com/ecs/home?region=us-west-2#/repositories/cwp:fluentd-elasticsearch-aws#permissions'
    expect(parseOldConsoleLink(link)).toEqual({ region: 'us-west-2', name: 'cwp/fluentd-elasticsearch-aws' })
    expect(parseOldConsoleLink('https://evil.example/#/repositories/cwp:x')).toBeUndefined()
  })

  it('writes a name into a path and reads it back', () => {
    expect(toPath('cwp/a/b')).toBe('cwp:a:b')
    expect(fromPath('cwp:a:b')).toBe('cwp/a/b')
    expect(fromPath('cwp%3Aa')).toBe('cwp/a')
    expect(fromPath('100%')).toBe('100%')
  })
})
