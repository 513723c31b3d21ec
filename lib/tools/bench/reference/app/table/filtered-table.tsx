'use client'

import { useEffect, useState } from 'react'

type Row = { name: string; account: string; region: string; mutability: string; createdAt?: number }

const ROWS_SHOWN = 50

/** All rows in memory, filtered at every key: what one would write first. */
export function FilteredTable() {
  const [rows, setRows] = useState<Row[]>([])
  const [q, setQ] = useState('')
  useEffect(() => {
    fetch('/rows.json')
      .then((response) => response.json())
      .then(setRows)
  }, [])
  const found = q === '' ? rows : rows.filter(({ name }) => name.includes(q))
  return (
    <main>
      <input
        data-search
        aria-label="Find a repository"
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      <p id="found">{found.length.toLocaleString('en')} repositories</p>
      <table>
        <tbody>
          {found.slice(0, ROWS_SHOWN).map(({ name, account, region, mutability, createdAt }) => (
            <tr key={`${account}/${region}/${name}`} data-row>
              <td>
                <a href={`/registries/${account}/${region}/${name}`}>{name}</a>
              </td>
              <td>{account}</td>
              <td>{region}</td>
              <td>{mutability}</td>
              <td>{createdAt !== undefined && new Date(createdAt).toDateString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  )
}
