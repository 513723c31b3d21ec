import { startCluster } from '@/lib/tools/launch/cluster.mjs'

/** Starts the PostgreSQL of a run, and ends it with the run. */
export default async function start(): Promise<() => Promise<void>> {
  const cluster = await startCluster()
  process.env.TEST_POSTGRES_URL = cluster.url
  return cluster.remove
}
