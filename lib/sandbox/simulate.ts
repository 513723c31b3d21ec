import { z } from 'zod'
import { decide } from './policy/evaluate'
import { readStoredPolicy } from './policy/stored'

const Simulation = z.object({
  /** Policies as they would be stored, and the account whose repository is asked for. */
  identity: z.array(z.string()),
  resource: z.array(z.string()),
  owner: z.string(),
  requests: z.array(
    z.object({
      action: z.string(),
      resource: z.string(),
      caller: z.object({
        account: z.string(),
        arn: z.string(),
        principalArn: z.string(),
        uniqueId: z.string(),
      }),
      /** Whether this request is evaluated with the identity policies. */
      identity: z.boolean(),
      /** Lowercase condition keys; the request has no others. */
      facts: z.record(z.string(), z.array(z.string())),
    }),
  ),
})

/** What the engine would decide about made-up requests; undefined for an invalid simulation. */
export function simulate(body: unknown): boolean[] | undefined {
  const simulation = Simulation.safeParse(body)
  if (!simulation.success) return undefined
  const { owner, requests } = simulation.data
  const [identity, resource] = [simulation.data.identity, simulation.data.resource].map((texts) =>
    texts.map(readStoredPolicy),
  )
  return requests.map(({ identity: counts, facts, ...request }) => {
    const known = new Map(Object.entries(facts))
    const policies = { identity: counts ? (identity ?? []) : [], resource: resource ?? [], owner }
    return decide({ ...request, facts: known }, policies).allowed
  })
}
