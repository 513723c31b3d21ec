import 'server-only'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { onePerProcess } from './one-per-process'

/** All of the portal's own metrics. No label has a value that somebody typed, so their number stays small. */
export const metrics = onePerProcess('metrics', () => {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    served: new Histogram({
      name: 'portal_http_request_duration_seconds',
      help: 'From the first line of a request to the end of its response.',
      labelNames: ['route', 'method', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    awsCalls: new Histogram({
      name: 'portal_aws_call_duration_seconds',
      help: 'A call to AWS with its retries, and with assuming the role if that was needed first.',
      labelNames: ['operation', 'outcome'] as const,
      buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    inventoryAge: new Gauge({
      name: 'portal_inventory_age_seconds',
      help: 'Seconds since the registry was last read completely. Absent if it never was.',
      labelNames: ['account', 'region'] as const,
      registers,
    }),
    inventoryRepositories: new Gauge({
      name: 'portal_inventory_repositories',
      help: 'Searchable repositories of the registry.',
      labelNames: ['account', 'region'] as const,
      registers,
    }),
    inventoryState: new Gauge({
      name: 'portal_inventory_state',
      help: '1 for the current state of the registry.',
      labelNames: ['account', 'region', 'state'] as const,
      registers,
    }),
    queue: new Gauge({
      name: 'portal_access_requests',
      help: 'Open access requests. Every process reports the same number.',
      labelNames: ['status'] as const,
      registers,
    }),
    oldest: new Gauge({
      name: 'portal_access_request_oldest_seconds',
      help: 'Age of the oldest open request; 0 if there is none.',
      labelNames: ['status'] as const,
      registers,
    }),
    databaseUp: new Gauge({
      name: 'portal_database_up',
      help: '1 if the database answers within a second. While it is 0, access requests are not reported.',
      registers,
    }),
    build: new Gauge({
      name: 'portal_build_info',
      help: 'Always 1.',
      labelNames: ['version', 'build'] as const,
      registers,
    }),
  }
})

/** Adds Node's metrics of the process: memory, garbage collection, event loop delay. */
export function measureProcess(): void {
  collectDefaultMetrics({ register: metrics.registry })
}
