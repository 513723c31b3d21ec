type Value = string | number | boolean | null
type Rows<T> = Iterable<T> | AsyncIterable<T>

/** RFC 4180. A cell that a spreadsheet would run as a formula gets an apostrophe (OWASP, “CSV Injection”). */
export function csvCell(value: Value): string {
  const text = value === null ? '' : String(value)
  const safe = /^[=+\-@\t\r\n\0]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A header line, and one line per row. */
async function* csvLines<Column extends string>(
  columns: readonly Column[],
  rows: Rows<Record<Column, Value>>,
): AsyncGenerator<string> {
  yield `${columns.join(',')}\r\n`
  for await (const row of rows) yield `${columns.map((column) => csvCell(row[column])).join(',')}\r\n`
}

/** One array, one line per row. */
async function* jsonLines(rows: Rows<object>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const row of rows) {
    yield before + JSON.stringify(row)
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

const CHUNK_CHARACTERS = 65_536

/** The lines as a stream that produces them only as fast as they are read. */
export function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      let chunk = ''
      while (chunk.length < CHUNK_CHARACTERS) {
        const { done, value } = await lines.next()
        if (done) {
          if (chunk) controller.enqueue(encoder.encode(chunk))
          return controller.close()
        }
        chunk += value
      }
      controller.enqueue(encoder.encode(chunk))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' }

/** Rows as a file to download, in CSV or JSON; 404 for any other format. */
export function exportResponse<Column extends string>(
  format: string,
  name: string,
  columns: readonly Column[],
  rows: Rows<Record<Column, Value>>,
): Response {
  if (format !== 'csv' && format !== 'json') return new Response('No such export.\n', { status: 404 })
  const lines = format === 'csv' ? csvLines(columns, rows) : jsonLines(rows)
  return new Response(streamOf(lines), {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="${name}.${format}"`,
    },
  })
}
