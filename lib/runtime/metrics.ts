import 'server-only'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { onePerProcess } from './one-per-process'

/** All that the portal measures of itself. No label holds what somebody typed, so there are few of each. */
export const metrics = onePerProcess('metrics', () => {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    served: new Histogram({
      name: 'portal_http_request_duration_seconds',
      help: 'From a request’s first line to the end of its answer.',
      labelNames: ['route', 'method', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    awsCalls: new Histogram({
      name: 'portal_aws_call_duration_seconds',
      help: 'A call to AWS with its retries, and with signing in where that was needed first.',
      labelNames: ['operation', 'outcome'] as const,
      buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    inventoryAge: new Gauge({
      name: 'portal_inventory_age_seconds',
      help: 'Since the registry was last read to its end. Absent while it never was.',
      labelNames: ['account', 'region'] as const,
      registers,
    }),
    inventoryRepositories: new Gauge({
      name: 'portal_inventory_repositories',
      help: 'Repositories of the registry that can be searched.',
      labelNames: ['account', 'region'] as const,
      registers,
    }),
    inventoryState: new Gauge({
      name: 'portal_inventory_state',
      help: '1 for the state in which the registry is.',
      labelNames: ['account', 'region', 'state'] as const,
      registers,
    }),
    queue: new Gauge({
      name: 'portal_access_requests',
      help: 'Open requests for access. Every process tells the same.',
      labelNames: ['status'] as const,
      registers,
    }),
    oldest: new Gauge({
      name: 'portal_access_request_oldest_seconds',
      help: 'Since the oldest of the open requests was made; 0 when there is none.',
      labelNames: ['status'] as const,
      registers,
    }),
    databaseUp: new Gauge({
      name: 'portal_database_up',
      help: '1 when the database answers within a second. While it is 0, the requests for access are not told.',
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

/** Adds what Node knows of the process: memory, garbage collection, the event loop's delay. */
export function measureProcess(): void {
  collectDefaultMetrics({ register: metrics.registry })
}
