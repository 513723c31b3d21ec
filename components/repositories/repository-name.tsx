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
  const parts = text.split('/')
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text never move
    <Fragment key={index}>
      {part}
      {index < parts.length - 1 && (
        <>
          /<wbr />
        </>
      )}
    </Fragment>
  ))
}
