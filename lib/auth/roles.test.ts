import { describe, expect, it } from 'vitest'
import file from '@/lib/accounts/accounts.json'
import { AccountsFile } from '@/lib/accounts/model'
import { PortalError } from '@/lib/errors/portal-error'
import { LOCAL_USERS } from './local-users'
import { authorize, type ProtectedAction, refusal } from './roles'

const { accounts } = AccountsFile.parse(file)

function person(name: string) {
  const actor = LOCAL_USERS.find((user) => user.name === name)
  if (!actor) throw new Error(name)
  return actor
}
function account(name: string) {
  const found = accounts.find((each) => each.name === name)
  if (!found) throw new Error(name)
  return found
}
const create = (where: string, name: string): ProtectedAction => ({
  to: 'repository.create',
  account: account(where),
  name,
  accounts,
})
const save = (name: string, risks: string[] = [], where = account('hp-id-prod')): ProtectedAction => ({
  to: 'permissions.save',
  account: where,
  name,
  risks,
  accounts,
})

describe('who may do what', () => {
  it.each<[string, ProtectedAction, string | undefined]>([
    ['cwp-engineer', create('hp-id-dev', 'cwp/x'), undefined],
    ['cwp-engineer', create('hp-id-dev', 'test-container'), undefined],
    ['cwp-engineer', create('hp-id-dev', 'nobodys/x'), undefined],
    ['cwp-engineer', create('hp-id-dev', 'hpid/x'), 'belongs to hpid'],
    ['cwp-engineer', create('ccp-dev', 'cwp/x'), 'no longer active'],
    ['ops-reviewer', create('ccp-dev', 'hpid/x'), undefined],
    ['cwp-engineer', save('cwp/x'), undefined],
    ['hpid-engineer', save('cwp/x'), 'belongs to cwp'],
    ['cwp-engineer', save('cwp/x', ['It lets everyone pull.']), 'It lets everyone pull.'],
    ['ops-reviewer', save('cwp/x', ['It lets everyone pull.']), undefined],
    [
      'cwp-engineer',
      save('cwp/x', [], { ...account('hp-id-prod'), selfService: { create: true, permissions: false } }),
      'only infrastructure operations can change permissions',
    ],
    ['cwp-engineer', { to: 'accounts.check' }, 'Only infrastructure operations can check the accounts'],
    ['ops-reviewer', { to: 'accounts.check' }, undefined],
    ['cwp-engineer', { to: 'permissions.force' }, 'Only infrastructure operations'],
    ['ops-reviewer', { to: 'permissions.force' }, undefined],
    [
      'hpid-engineer',
      { to: 'settings.save', account: account('hp-id-dev'), name: 'cwp/x', accounts },
      'belongs to cwp',
    ],
    ['cwp-engineer', { to: 'request.read', requesterId: 'local-cwp-engineer' }, undefined],
    ['hpid-engineer', { to: 'request.read', requesterId: 'local-cwp-engineer' }, 'someone else’s'],
    ['ops-reviewer', { to: 'request.read', requesterId: 'local-cwp-engineer' }, undefined],
    ['cwp-engineer', { to: 'request.decide', requesterId: 'local-hpid-engineer' }, 'can decide requests'],
    ['ops-reviewer', { to: 'request.decide', requesterId: 'local-cwp-engineer' }, undefined],
    ['ops-reviewer', { to: 'request.decide', requesterId: 'local-ops-reviewer' }, 'your own request'],
    ['cwp-engineer', { to: 'request.withdraw', requesterId: 'local-cwp-engineer' }, undefined],
    ['ops-reviewer', { to: 'request.withdraw', requesterId: 'local-cwp-engineer' }, 'Only its author'],
    ['cwp-engineer', { to: 'activity.readAll' }, 'everyone’s activity'],
    ['ops-reviewer', { to: 'activity.readAll' }, undefined],
  ])('%s, %o', (name, action, reason) => {
    const said = refusal(person(name), action)
    if (reason) {
      expect(said).toContain(reason)
      expect(() => authorize(person(name), action)).toThrow(PortalError)
    } else expect(said).toBeUndefined()
  })

  it('says so when somebody works for no organisation', () => {
    const newcomer = { ...person('cwp-engineer'), organisations: [] }
    expect(refusal(newcomer, create('hp-id-dev', 'cwp/x'))).toBe(
      'cwp/… belongs to cwp, and you aren’t in any organisation’s group. Its engineers or infrastructure operations can do this.',
    )
  })
})

describe('somebody whose groups are limited to accounts', () => {
  const guest = {
    ...person('cwp-engineer'),
    organisations: ['cwp', 'hpid'],
    scopes: [{ organisations: ['cwp'] }, { organisations: ['hpid'], accounts: [account('hp-id-dev').id] }],
  }
  const onlyGuest = { ...guest, organisations: ['hpid'], scopes: guest.scopes.slice(1) }

  it.each<[string, typeof guest, ProtectedAction, string | undefined]>([
    ['their organisation there', guest, save('hpid/x', [], account('hp-id-dev')), undefined],
    [
      'their organisation elsewhere',
      guest,
      save('hpid/x'),
      'Your groups let you change hpid/… in hp-id-dev, but not in hp-id-prod.',
    ],
    ['the organisation of an unlimited group', guest, save('cwp/x'), undefined],
    ['what belongs to nobody, by an unlimited group', guest, save('test-container'), undefined],
    [
      'what belongs to nobody, elsewhere',
      onlyGuest,
      save('test-container'),
      'in hp-id-dev, but not in hp-id-prod',
    ],
    ['creating there', onlyGuest, create('hp-id-dev', 'hpid/x'), undefined],
    ['creating elsewhere', onlyGuest, create('hp-id-prod', ''), 'not in hp-id-prod'],
    [
      'settings elsewhere',
      onlyGuest,
      { to: 'settings.save', account: account('hpid-dev'), name: 'hpid/x', accounts },
      'not in hpid-dev',
    ],
  ])('%s', (_what, actor, action, reason) => {
    const said = refusal(actor, action)
    if (reason) expect(said).toContain(reason)
    else expect(said).toBeUndefined()
  })
})
