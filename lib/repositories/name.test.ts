import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import cases from './cases/names.json'
import { organisationOf, repositoryNameProblem } from './name'

const ECR = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/

describe('repository names', () => {
  it.each(cases)('$name: $problem', ({ name, repeat, problem }) => {
    const said = repositoryNameProblem(repeat ? name.repeat(repeat) : name)
    if (problem) expect(said).toContain(problem)
    else expect(said).toBeUndefined()
  })

  it('never lets through what ECR’s own pattern refuses', () => {
    const anything = fc.string({ unit: fc.constantFrom(...'ab1._-/A :é'), maxLength: 20 })
    fc.assert(
      fc.property(anything, (name) => {
        if (repositoryNameProblem(name) === undefined) expect(name).toMatch(ECR)
      }),
    )
  })

  it('answers at once for the longest hostile text', () => {
    expect(repositoryNameProblem(`${'a-'.repeat(127)}!`)).toContain('isn’t allowed')
    expect(repositoryNameProblem('a/'.repeat(128))).toContain('can’t start or end with a slash')
  })

  it('knows the organisation by what stands before the first slash', () => {
    expect(organisationOf('cwp/fluentd/base')).toBe('cwp')
    expect(organisationOf('test-container')).toBeUndefined()
    expect(organisationOf('/x')).toBeUndefined()
  })
})
