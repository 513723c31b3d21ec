import { describe, expect, it } from 'vitest'
import type { People } from '@/lib/accounts/model'
import { identityOf } from './people'

const PEOPLE: People = {
  everyone: false,
  groups: [
    { name: 'ecr-ops', role: 'ops' },
    { name: 'team-cwp', role: 'engineer', organisations: ['cwp'] },
    { name: 'hpid-guests', role: 'engineer', organisations: ['hpid'], accounts: ['252775557553'] },
    { name: 'readers', role: 'engineer', organisations: [] },
  ],
}

function arrives(claims: Record<string, unknown>, people = PEOPLE, groupsClaim = 'groups') {
  return identityOf({ sub: 'u-1', ...claims }, groupsClaim, people)
}

describe('who somebody is, by their groups', () => {
  it('is turned away if none of their groups is listed, or if they have none', () => {
    expect(arrives({ groups: ['somebody-elses'] }).actor).toBeUndefined()
    expect(arrives({}).actor).toBeUndefined()
    expect(arrives({ groups: { not: 'a list' } }).actor).toBeUndefined()
  })

  it('is an engineer of no organisation when everyone is let in', () => {
    expect(arrives({}, { ...PEOPLE, everyone: true }).actor).toEqual({
      id: 'u-1',
      name: 'u-1',
      role: 'engineer',
      organisations: [],
    })
  })

  it('is operations if any group says so', () => {
    expect(arrives({ groups: ['team-cwp', 'ecr-ops'] }).actor).toMatchObject({
      role: 'ops',
      organisations: [],
    })
  })

  it('keeps the limits of each group separate', () => {
    expect(arrives({ groups: ['hpid-guests', 'team-cwp'] }).actor).toMatchObject({
      organisations: ['cwp', 'hpid'],
      scopes: [{ organisations: ['cwp'] }, { organisations: ['hpid'], accounts: ['252775557553'] }],
    })
    expect(arrives({ groups: ['team-cwp', 'readers'] }).actor).not.toHaveProperty('scopes')
  })

  it('matches whole names only, in the claim that the configuration names', () => {
    expect(arrives({ groups: ['ECR-OPS', 'ecr-ops ', 'ecr-ops/x', 'team'] }).actor).toBeUndefined()
    expect(
      arrives({ groups: ['ecr-ops'], 'cognito:groups': ['team-cwp'] }, PEOPLE, 'cognito:groups').actor,
    ).toMatchObject({ role: 'engineer' })
    expect(arrives({ groups: 'ecr-ops' }).actor).toMatchObject({ role: 'ops' })
  })

  it('is identified by sub: someone else’s name or address changes nothing', () => {
    const actor = arrives({ groups: ['readers'], name: 'ecr-ops', email: 'ecr-ops@example.com' }).actor
    expect(actor).toMatchObject({ id: 'u-1', name: 'ecr-ops', role: 'engineer' })
    expect(arrives({ groups: ['readers'], preferred_username: 'kim' }).actor?.name).toBe('kim')
    expect(() => arrives({ sub: '' })).toThrow()
  })

  it('has an e-mail address for replies, and signs in even if it is not valid', () => {
    expect(arrives({ groups: ['readers'], email: 'kim@example.com' }).actor?.email).toBe('kim@example.com')
    expect(arrives({ groups: ['readers'], email: 'nobody' }).actor).not.toHaveProperty('email')
  })
})
