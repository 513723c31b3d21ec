import { connection } from 'next/server'

/** A page that is made anew for every request. */
export default async function Page() {
  await connection()
  return <p>{new Date().toISOString()}</p>
}
