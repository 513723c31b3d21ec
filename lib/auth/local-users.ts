import type { Actor } from './roles'

/** The people of the sandbox, named by what they are. They exist in no other mode. */
export const LOCAL_USERS: readonly Actor[] = [
  { id: 'local-cwp-engineer', name: 'cwp-engineer', role: 'engineer', organisations: ['cwp'] },
  { id: 'local-hpid-engineer', name: 'hpid-engineer', role: 'engineer', organisations: ['hpid'] },
  { id: 'local-ops-reviewer', name: 'ops-reviewer', role: 'ops', organisations: [] },
]
