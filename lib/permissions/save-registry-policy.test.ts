import { DescribeImagesCommand, ECRClient, GetRegistryPolicyCommand } from '@aws-sdk/client-ecr'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { listActivity } from '@/lib/audit/list-activity'
import { getRegistryPolicy } from '@/lib/registry-policy/get-registry-policy'
import { forgetCalls, writesAt } from '@/lib/sandbox/test-calls'
import { clientOf } from '@/lib/sandbox/test-clients'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { getPolicy } from './get-policy'
import { previewRegistryPolicy, saveRegistryPolicy } from './save-registry-policy'
import { policyOf } from './test-outside'

const DEV = { account: '252775557553', region: 'us-west-2' }
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']
const CWP = 'arn:aws:ecr:us-west-2:252775557553:repository/cwp/*'

function statement(Principal: unknown, more: object = {}): object {
  return { Sid: 'ThroughThePortal', Effect: 'Allow', Principal, Action: PULL, Resource: CWP, ...more }
}

const pulls = (account: string) => policyOf(statement({ AWS: `arn:aws:iam::${account}:root` }))

describe('saving a registry’s policy', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())

  const ops = () => portal.as('ops-reviewer')
  const stored = () => getPolicy(ops(), DEV).then((policy) => policy ?? null)
  const save = async (draft: string | null, more: object = {}) =>
    saveRegistryPolicy(ops(), { ref: DEV, base: await stored(), draft, ...more })

  beforeEach(async () => {
    await save(null)
  })

  it('is denied to engineers before AWS is asked, and the attempt is recorded', async () => {
    await forgetCalls(portal.endpoint)
    const saving = saveRegistryPolicy(portal.as('cwp-engineer'), {
      ref: DEV,
      base: null,
      draft: pulls('120744138334'),
    })
    await expect(saving).rejects.toMatchObject({
      code: 'forbidden',
      action: 'registry.save',
      on: { ref: DEV },
    })
    expect(await writesAt(portal.endpoint)).toEqual([])
  })

  it('lets another account pull from the repositories that it names, and from no others', async () => {
    const client = clientOf(ECRClient, portal.endpoint, 'hpid-cd-dev', 'developer', 'us-west-2')
    const describe = (repositoryName: string) =>
      client.send(new DescribeImagesCommand({ registryId: DEV.account, repositoryName }))
    const draft = policyOf(
      statement({ AWS: 'arn:aws:iam::120744138334:root' }, { Action: ['ecr:DescribeImages', ...PULL] }),
    )
    const inside = await portal.newRepository()
    await expect(describe(inside.name)).rejects.toMatchObject({ name: 'AccessDeniedException' })
    expect(await save(draft)).toMatchObject({ outcome: 'saved', readBack: 'same', before: null })
    expect((await describe(inside.name)).imageDetails).toEqual([])
  })

  it('is in the portal’s copy at once, and in the record, and can be undone', async () => {
    await save(pulls('120744138334'), { reason: 'for the CD account' })
    const { side } = await getRegistryPolicy(ops(), DEV)
    expect(side.state === 'known' && side.document?.text).toContain('120744138334')
    const [record] = await listActivity(portal.as('cwp-engineer'), { ref: DEV })
    expect(record).toMatchObject({
      action: 'permissions.save',
      outcome: 'done',
      repository: null,
      reason: 'for the CD account',
      before: null,
      after: expect.stringContaining('120744138334'),
    })
    expect(await save(null, { reason: 'undoes the last change' })).toMatchObject({ policy: null })
    expect(await stored()).toBeNull()
    const client = clientOf(ECRClient, portal.endpoint, 'hp-id-dev', 'developer', 'us-west-2')
    await expect(client.send(new GetRegistryPolicyCommand({}))).rejects.toMatchObject({
      name: 'RegistryPolicyNotFoundException',
    })
  })

  it('is a conflict where someone else was faster, and writes nothing', async () => {
    const base = await stored()
    await save(pulls('120744138334'))
    await forgetCalls(portal.endpoint)
    const mine = await saveRegistryPolicy(ops(), { ref: DEV, base, draft: pulls('872569379934') })
    expect(mine).toMatchObject({ outcome: 'conflict', mine: 'not-written' })
    expect(await writesAt(portal.endpoint)).toEqual([])
  })

  it.each<[string, string, RegExp]>([
    ['everyone', policyOf(statement('*')), /opens the repository to everyone/],
    [
      'everyone, in repositories that don’t exist yet',
      policyOf(statement('*', { Resource: CWP.replace('cwp/', 'nobody-has-this/') })),
      /opens the repository to everyone/,
    ],
    [
      'a Deny for the portal’s own role',
      policyOf(
        statement(
          { AWS: 'arn:aws:iam::252775557553:role/ecr-portal-write' },
          { Effect: 'Deny', Action: 'ecr:PutRegistryPolicy', Resource: '*' },
        ),
      ),
      /stop the portal from changing/,
    ],
    [
      'a Deny for reading any repository’s policy',
      policyOf(
        statement(
          { AWS: 'arn:aws:iam::252775557553:role/ecr-portal-read' },
          { Effect: 'Deny', Action: 'ecr:GetRepositoryPolicy', Resource: '*' },
        ),
      ),
      /stop the portal from reading/,
    ],
    [
      'a Resource with a variable',
      policyOf(
        statement('*', {
          Resource: `arn:aws:ecr:us-west-2:252775557553:repository/$\{aws:PrincipalTag/team}/*`,
        }),
      ),
      /can’t tell for which repositories/,
    ],
  ])('needs the registry’s name typed for %s', async (_what, draft, because) => {
    await forgetCalls(portal.endpoint)
    const unconfirmed = await save(draft)
    expect(unconfirmed).toMatchObject({ outcome: 'unconfirmed', force: false })
    expect(unconfirmed.outcome === 'unconfirmed' && unconfirmed.because.join(' ')).toMatch(because)
    await expect(save(draft, { typedName: 'hp-id-dev' })).rejects.toMatchObject({
      fields: { typedName: 'Type hp-id-dev/us-west-2 exactly as shown.' },
    })
    expect(await writesAt(portal.endpoint)).toEqual([])
  })

  it('saves a dangerous change once the name is typed', async () => {
    expect(await save(policyOf(statement('*')), { typedName: 'hp-id-dev/us-west-2' })).toMatchObject({
      outcome: 'saved',
    })
  })

  it('reports what AWS would reject: a statement without a Resource', async () => {
    const draft = policyOf({ Effect: 'Allow', Principal: '*', Action: PULL })
    await expect(save(draft)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('Resource is missing'),
    })
  })

  it('previews every repository that a change makes a difference to, and changes nothing', async () => {
    await forgetCalls(portal.endpoint)
    const preview = () =>
      previewRegistryPolicy(ops(), { ref: DEV, before: null, after: pulls('120744138334') })
    // Until then the portal knows only some of the repositories.
    await vi.waitFor(async () => expect((await preview()).effects[0]?.count).toBeGreaterThan(5))
    const { effects } = await preview()
    expect(effects).toHaveLength(1)
    const [effect] = effects
    expect(effect?.names.every((name) => name.startsWith('cwp/'))).toBe(true)
    expect(effect?.summary).toBe(
      'Allows every user and role of hpid-cd-dev (120744138334) to pull. Removes nothing.',
    )
    expect(await writesAt(portal.endpoint)).toEqual([])
  })
})
