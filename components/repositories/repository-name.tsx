/** A repository's name, which may break only after a slash, with the search's words marked. */
export function RepositoryName({ name, words = [] }: { name: string; words?: readonly string[] }) {
  return partsOf(name, words).map(({ text, start, marked }) =>
    marked ? (
      <mark key={start}>
        <Breakable text={text} />
      </mark>
    ) : (
      <Breakable key={start} text={text} />
    ),
  )
}

type Part = { text: string; start: number; marked: boolean }

/** The name split where marks begin and end: the first occurrence of each word. */
function partsOf(name: string, words: readonly string[]): Part[] {
  const marks = words
    .map((word) => ({ start: name.indexOf(word), length: word.length }))
    .filter(({ start }) => start >= 0)
    .sort((a, b) => a.start - b.start)
  const parts: Part[] = []
  let end = 0
  for (const { start, length } of marks) {
    if (start < end) continue
    if (start > end) parts.push({ text: name.slice(end, start), start: end, marked: false })
    end = start + length
    parts.push({ text: name.slice(start, end), start, marked: true })
  }
  if (end < name.length) parts.push({ text: name.slice(end), start: end, marked: false })
  return parts
}

function Breakable({ text }: { text: string }) {
  let end = 0
  return text.split(/(?<=\/)/).flatMap((part) => {
    end += part.length
    return part.endsWith('/') ? [part, <wbr key={end} />] : part
  })
}
