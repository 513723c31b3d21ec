import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { paths } from '@/lib/paths'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { actionIds, callAction, type Result } from './call-action'
import { countOne, type Expectations } from './expectations'
import type { Portal, Stage, User } from './stage'

const DEV = { account: '252775557553', region: 'us-west-2' }
const FRIEND = '957591566260'
const WORDS = ['consul', 'nginx', 'cwp/', 'base', 'java', 'account:hp-id-dev', 'fluentd', 'zzz']

/** The pace of a few dozen people who never rest. */
const PAUSE_MS = 150
/** The portal sees only two users, and its rate limit asks each to wait a second. */
const TOLD_TO_WAIT_MS = 1000

/** Does what people do, on both portals, until aborted; records what they are told in the expectations. */
export async function load(stage: Stage, expectations: Expectations, until: AbortSignal): Promise<void> {
  const idOf = actionIds()
  const [steady, killed] = stage.portals
  const anyPortal = () => (Math.random() < 0.5 ? steady : killed)

  async function call(
    name: string,
    input: object,
    portal: Portal,
    user: User = 'cwp-engineer',
    path = '/access',
  ) {
    const result = await callAction(
      { origin: portal.origin, path, cookie: stage.cookieOf(user, portal) },
      idOf(name),
      input,
    )
    countOne(expectations, result.ok ? name : `${name}: ${result.code}`)
    if (!result.ok && result.code === 'throttled') await pause(TOLD_TO_WAIT_MS)
    return result
  }

  async function look(path: string) {
    const portal = anyPortal()
    const headers = { cookie: stage.cookieOf('ops-reviewer', portal) }
    const answer = await fetch(portal.origin + path, { headers })
    await answer.text()
    countOne(expectations, answer.ok ? 'pages and searches' : `pages and searches: ${answer.status}`)
  }

  async function create(name: string, portal: Portal): Promise<RepositoryRef | undefined> {
    const wanted = { registries: [DEV], name, mutability: 'MUTABLE', scanOnPush: false, encryption: 'AES256' }
    const result = await call('createRepositoryAction', wanted, portal, 'cwp-engineer', paths.newRepository())
    const isCreated = result.ok && JSON.stringify(result.value).includes('"outcome":"created"')
    if (isCreated) expectations.created.push({ ...DEV, name })
    return isCreated ? { ...DEV, name } : undefined
  }

  async function save(ref: RepositoryRef) {
    const portal = anyPortal()
    const page = paths.repository(ref, 'permissions')
    const read = await call('getPolicyOfAction', ref, portal, 'cwp-engineer', page)
    if (!read.ok) return
    const base = typeof read.value === 'string' ? read.value : null
    const saving = {
      name: ref.name,
      sid: newSid(),
      beganAt: Date.now(),
      endedAt: undefined as number | undefined,
    }
    expectations.saves.push(saving)
    const draft = JSON.stringify({ Version: '2012-10-17', Statement: [statement(saving.sid)] })
    const result = await call('savePolicyAction', { ref, base, draft }, portal, 'cwp-engineer', page)
    const isSaved = result.ok && JSON.stringify(result.value).includes('"outcome":"saved"')
    if (isSaved) {
      saving.endedAt = Date.now()
      countOne(expectations, 'saves acknowledged')
    } else if (isRefusal(result)) expectations.saves.splice(expectations.saves.indexOf(saving), 1)
  }

  async function askAndDecide() {
    const applies = Math.random() < 0.3
    const name = applies ? `cwp/soak-${randomUUID()}` : 'cwp/consul'
    const ref = applies ? await create(name, anyPortal()) : { ...DEV, name }
    if (!ref) return
    const sid = newSid()
    const proposal = { kind: 'statement', statement: JSON.stringify(statement(sid)) }
    const asked = await call(
      'createRequestAction',
      {
        submission: randomUUID(),
        ...DEV,
        repository: name,
        awsUserName: `arn:aws:iam::${FRIEND}:user/ci`,
        action: 'ecr:BatchGetImage',
        error: '',
        why: 'The build needs it.',
        ...(applies && { proposal }),
      },
      anyPortal(),
    )
    if (!asked.ok || typeof asked.value !== 'number') return
    const id = asked.value
    expectations.requests.push(id)
    // Two reviewers at the same time, each on a different portal.
    const decision = applies
      ? { id, decision: 'grant-and-apply', reviewed: null, proposal }
      : { id, decision: 'decline', reason: 'This is a test.' }
    const ends = await Promise.allSettled(
      stage.portals.map((portal) =>
        call('decideRequestAction', decision, portal, 'ops-reviewer', paths.request(id)),
      ),
    )
    const acknowledged = ends.filter((end) => end.status === 'fulfilled' && end.value.ok).length
    if (acknowledged > 1) countOne(expectations, 'DECIDED TWICE')
    if (applies && acknowledged > 0) expectations.grants.push({ id, ref, sid })
  }

  async function repeat(work: () => Promise<void>) {
    while (!until.aborted) {
      await work().catch(() => countOne(expectations, 'no answer'))
      await pause(PAUSE_MS * (0.5 + Math.random()))
    }
  }

  await stage.meetOnly()
  const shared: RepositoryRef[] = []
  for (const letter of ['a', 'b', 'c']) {
    const ref = await create(`cwp/soak-${letter}`, steady)
    if (ref) shared.push(ref)
  }
  const pages = [
    paths.home(),
    paths.repositories(),
    paths.requests(),
    paths.activity(),
    paths.accounts(),
    ...shared.flatMap((ref) => [paths.repository(ref), paths.repository(ref, 'permissions')]),
  ]
  await Promise.all([
    ...shared.flatMap((ref) => [repeat(() => save(ref)), repeat(() => save(ref))]),
    repeat(askAndDecide),
    repeat(askAndDecide),
    repeat(() => look(oneOf(pages))),
    repeat(() => look(paths.search(`q=${encodeURIComponent(oneOf(WORDS))}`))),
    repeat(() => look(paths.search(`q=${encodeURIComponent(oneOf(WORDS))}&page=2`))),
  ])
}

/** Whether certainly nothing was written. */
function isRefusal(result: Result): boolean {
  if (result.ok) return !JSON.stringify(result.value).includes('"mine":"overwritten"')
  return !['aws-unavailable', 'database-unavailable', 'unexpected'].includes(result.code)
}

function oneOf(all: readonly string[]): string {
  return all[Math.floor(Math.random() * all.length)] ?? '/'
}

function newSid(): string {
  return `Soak${randomUUID().replaceAll('-', '')}`
}

function statement(Sid: string): object {
  const Action = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']
  return { Sid, Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${FRIEND}:root` }, Action }
}
