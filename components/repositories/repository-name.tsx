import { Fragment } from 'react'

/** A repository's name, which may break after a slash and nowhere else, with what was searched for marked. */
export function RepositoryName({ name, found = '' }: { name: string; found?: string }) {
  const at = found ? name.indexOf(found.toLowerCase()) : -1
  if (at < 0) return <Breakable text={name} />
  return (
    <>
      <Breakable text={name.slice(0, at)} />
      <mark>
        <Breakable text={name.slice(at, at + found.length)} />
      </mark>
      <Breakable text={name.slice(at + found.length)} />
    </>
  )
}

function Breakable({ text }: { text: string }) {
  let start = 0
  const parts = text.split(/(?<=\/)/).map((part) => {
    const placed = { part, start }
    start += part.length
    return placed
  })
  return parts.map(({ part, start }) => (
    <Fragment key={start}>
      {part}
      {part.endsWith('/') && <wbr />}
    </Fragment>
  ))
}
