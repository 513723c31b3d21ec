import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actionMatches,
  canonicalAction,
  expandActions,
  expandRegistryActions,
  REGISTRY_ACTIONS,
  REPOSITORY_ACTIONS,
} from './actions'
import cases from './cases/actions.json'
import { wildcardMatches } from './evaluate/wildcard'
import { CAPABILITY_ACTIONS, PRESETS, presetOf } from './presets'

describe('an entry of Action covers', () => {
  it.each(cases)('$name', ({ pattern, covers }) => expect(expandActions([pattern])).toEqual(covers))

  it('every action of the repository with ecr:* and with *', () => {
    expect(expandActions(['ecr:*'])).toEqual(REPOSITORY_ACTIONS)
    expect(expandActions(['*'])).toEqual(REPOSITORY_ACTIONS)
    expect(expandRegistryActions(['ecr:*'])).toEqual(REGISTRY_ACTIONS)
  })
})

describe('the lists', () => {
  it('hold the 34 actions of repositories and the 26 of registries, each once', () => {
    expect(REPOSITORY_ACTIONS).toHaveLength(34)
    expect(REGISTRY_ACTIONS).toHaveLength(26)
    expect(new Set([...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS]).size).toBe(60)
  })

  it('know AWS’s spelling', () => {
    expect(canonicalAction('ECR:PUTIMAGE')).toBe('ecr:PutImage')
    expect(canonicalAction('ecr:PushImage')).toBeUndefined()
    expect(canonicalAction('__proto__')).toBeUndefined()
  })
})

describe('the presets', () => {
  it('are the three and the seven actions of the guide', () => {
    expect(PRESETS.pull.actions).toHaveLength(3)
    expect(PRESETS['push-pull'].actions).toHaveLength(7)
    expect(PRESETS.all.actions).toEqual(['ecr:*'])
  })

  it('are enough to pull and to push', () => {
    expect(PRESETS.pull.actions).toEqual(expect.arrayContaining([...CAPABILITY_ACTIONS.pull]))
    expect(PRESETS['push-pull'].actions).toEqual(expect.arrayContaining([...CAPABILITY_ACTIONS.push]))
  })

  it('are recognised in any order and case', () => {
    expect(presetOf([...PRESETS['push-pull'].actions].reverse())).toBe('push-pull')
    expect(presetOf(PRESETS.pull.actions.map((action) => action.toUpperCase()))).toBe('pull')
    expect(presetOf(['*'])).toBe('all')
    expect(presetOf([...PRESETS.pull.actions, 'ecr:DescribeImages'])).toBeUndefined()
    expect(presetOf([])).toBeUndefined()
  })
})

describe('wildcards', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'ab*?'), maxLength: 12 })

  it('agree with a regular expression', () => {
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const expression = pattern.replaceAll('*', '[^]*').replaceAll('?', '[^]')
        expect(wildcardMatches(pattern, text)).toBe(new RegExp(`^${expression}$`).test(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('answer for a pattern that would stop a regular expression', () => {
    expect(actionMatches(`ecr:${'*a'.repeat(5000)}`, 'ecr:BatchGetImage')).toBe(false)
  })
})
