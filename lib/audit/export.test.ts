import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { config } from '@/lib/config/config'
import { exportResponse } from '@/lib/http/export-lines'
import { parseCsv } from '@/lib/testing/parse-csv'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { hashOf } from './chain'
import { AUDIT_EXPORT_COLUMNS, toAuditExportRows } from './export'
import { eachActivity, listActivity, type WantedActivity } from './list-activity'
import { recordAudit } from './record'

describe('the export of the record', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
    await portal.newRepository()
    const db = await portal.as('cwp-engineer').db()
    for (let requestId = 1; requestId <= 450; requestId += 1) {
      const user = requestId % 2 ? 'cwp-engineer' : 'hpid-engineer'
      const reason = requestId === 450 ? '=HYPERLINK("https://elsewhere.example")' : 'plain'
      await recordAudit(db, portal.as(user), { action: 'request.draft', requestId, reason })
    }
  })
  afterAll(() => portal.close())

  function exported(format: 'csv' | 'json', user: 'ops-reviewer' | 'cwp-engineer', wanted: WantedActivity) {
    const rows = toAuditExportRows(eachActivity(portal.as(user), wanted))
    return exportResponse(format, 'activity', AUDIT_EXPORT_COLUMNS, rows).text()
  }

  it.each([
    ['ops-reviewer', {}, 451],
    ['ops-reviewer', { text: 'hpid' }, 225],
    ['ops-reviewer', { action: 'repository.create' }, 1],
    ['ops-reviewer', { outcome: 'failed' }, 0],
    ['cwp-engineer', {}, 226],
  ] as const)(
    'for %s is exactly the set %o over all its pages, in its order',
    async (user, wanted, count) => {
      const listed: number[] = []
      for (let before: number | undefined; ; before = listed.at(-1)) {
        const page = await listActivity(portal.as(user), { ...wanted, before })
        listed.push(...page.slice(0, 50).map(({ id }) => id))
        if (page.length <= 50) break
      }
      expect(listed).toHaveLength(count)
      const [header, ...rows] = parseCsv(await exported('csv', user, wanted))
      expect(header).toEqual([...AUDIT_EXPORT_COLUMNS])
      expect(rows.map(([seq]) => Number(seq))).toEqual(listed)
      const json: { seq: number }[] = JSON.parse(await exported('json', user, wanted))
      expect(json.map(({ seq }) => seq)).toEqual(listed)
    },
  )

  it('contains no formula', async () => {
    const csv = await exported('csv', 'ops-reviewer', { text: 'hpid' })
    expect(csv).toContain(`"'=HYPERLINK(""https://elsewhere.example"")"`)
  })

  it('has in JSON everything that each hash was made of', async () => {
    const rows = JSON.parse(await exported('json', 'ops-reviewer', {}))
    expect(Object.keys(rows[0]).sort()).toEqual([...AUDIT_EXPORT_COLUMNS].sort())
    for (const { seq, at, intentSeq, previousHash, hash, ...rest } of rows) {
      const record = { ...rest, id: seq, at: new Date(at), intentId: intentSeq }
      expect(hashOf(config().auditKey, record, previousHash ?? '')).toBe(hash)
    }
  })
})
