import 'server-only'
import { closeDb, getDb } from '@/lib/db/db'
import { deleteSessions, listSessions, type Session } from './store'

// `npm run sessions` lists who is signed in, `npm run sessions -- end PERSON` ends all sessions of one person. Anyone who can
// run it has access to the database anyway, so it checks nothing more.
const [command, person] = process.argv.slice(2)
const now = new Date()
try {
  if (command === undefined) console.log(listOf(await listSessions(await getDb(), now)))
  else if (command === 'end' && person) await end(person)
  else {
    console.error(
      'Say whose sessions to end: npm run sessions -- end PERSON, where PERSON is a name or an id that npm run sessions lists.',
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
        ? 'Nobody with that name or id is signed in.'
        : 'Several people have that name. Use the id.'
    console.error(`${why} Nothing was ended.\n${listOf(found)}`)
    process.exitCode = 1
    return
  }
  const ended = await deleteSessions(db, { actorId }, 'from the server’s command line', now)
  console.log(
    `Ended ${ended.length} of ${whose}’s sessions. They can write nothing from now on, and read nothing after ten seconds. To keep the person out, remove them from their groups at the identity provider.`,
  )
}

function listOf(sessions: readonly Session[]): string {
  if (sessions.length === 0) return 'Nobody is signed in.'
  return sessions
    .map(
      ({ actor, createdAt, lastSeenAt }) =>
        `${actor.name}  (${actor.id}, ${actor.role})  signed in ${createdAt.toISOString()}, last seen ${lastSeenAt.toISOString()}`,
    )
    .join('\n')
}
