import { ActivityParameters } from '@/lib/audit/activity-parameters'
import { AUDIT_EXPORT_COLUMNS, toAuditExportRows } from '@/lib/audit/export'
import { eachActivity } from '@/lib/audit/list-activity'
import { exportResponse } from '@/lib/http/export-lines'
import { requireContext } from '@/lib/request-context'

/** Exactly the filtered list, over all its pages, streamed. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ format: string }> },
): Promise<Response> {
  const ctx = await requireContext()
  const { before: _, ...wanted } = ActivityParameters.parse(
    Object.fromEntries(new URL(request.url).searchParams),
  )
  const rows = toAuditExportRows(eachActivity(ctx, wanted))
  return exportResponse((await params).format, 'activity', AUDIT_EXPORT_COLUMNS, rows)
}
