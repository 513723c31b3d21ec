import 'server-only'
import { closeDb, getDb } from '@/lib/db/db'
import { deleteSessions, listSessions, type Session } from './store'

// `npm run sessions` tells who is signed in, `npm run sessions -- end PERSON` ends all sessions of one person. Whoever may
// run it has the database anyway, so it asks for nothing more.
const [command, person] = process.argv.slice(2)
const now = new Date()
try {
  if (command === undefined) console.log(inLines(await listSessions(await getDb(), now)))
  else if (command === 'end' && person) await end(person)
  else {
    console.error(
      'Say whose sessions are to end: npm run sessions -- end PERSON, by the name or the id that npm run sessions lists.',
    )
    process.exitCode = 1
  }
} finally {
  await closeDb()
}

async function end(whose: string): Promise<void> {
  const db = await getDb()
  const found = await listSessions(db, now, whose)
  const [actorId, ...others] = new Set(found.map((session) => session.actorId))
  if (actorId === undefined || others.length > 0) {
    const why =
      actorId === undefined
        ? 'Nobody of that name or id is signed in.'
        : 'Several people have that name. Name one by the id.'
    console.error(`${why} Nothing was ended.\n${inLines(found)}`)
    process.exitCode = 1
    return
  }
  const ended = await deleteSessions(db, { actorId }, 'on the command line of the server', now)
  console.log(
    `Ended ${ended.length} of ${whose}: nothing is written with them from now on, and nothing read after ten seconds. To keep the person out, take them out of their groups at the identity provider.`,
  )
}

function inLines(sessions: readonly Session[]): string {
  if (sessions.length === 0) return 'Nobody is signed in.'
  return sessions
    .map(
      ({ actor, createdAt, lastSeenAt }) =>
        `${actor.name}  (${actor.id}, ${actor.role})  signed in ${createdAt.toISOString()}, last seen ${lastSeenAt.toISOString()}`,
    )
    .join('\n')
}
