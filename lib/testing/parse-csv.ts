/** As RFC 4180 reads it. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const [cell = '', quoted] = /^(?:"((?:[^"]|"")*)"|[^",\r\n]*)/.exec(text.slice(at)) ?? []
    row.push(quoted === undefined ? cell : quoted.replaceAll('""', '"'))
    at += cell.length
    if (text[at] === ',') at += 1
    else if (text.startsWith('\r\n', at)) {
      rows.push(row)
      row = []
      at += 2
    } else throw new Error(`${text.slice(at, at + 20)} is not RFC 4180`)
  }
  return rows
}
