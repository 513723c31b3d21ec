import type { Actor } from './roles'

/** The sandbox's users, named after their roles. They exist in no other mode. */
export const LOCAL_USERS: readonly Actor[] = [
  {
    id: 'local-cwp-engineer',
    name: 'cwp-engineer',
    email: 'cwp-engineer@sandbox.invalid',
    role: 'engineer',
    organisations: ['cwp'],
  },
  {
    id: 'local-hpid-engineer',
    name: 'hpid-engineer',
    email: 'hpid-engineer@sandbox.invalid',
    role: 'engineer',
    organisations: ['hpid'],
  },
  {
    id: 'local-ops-reviewer',
    name: 'ops-reviewer',
    email: 'ops-reviewer@sandbox.invalid',
    role: 'ops',
    organisations: [],
  },
]
