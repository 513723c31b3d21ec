import fc from 'fast-check'
import { decide } from '@/lib/policy/prove/decide'
import { startSandbox } from '@/lib/sandbox/server'
import { question } from './pairs'
import { plainStatements, request, statements, wildcardStatements } from './random-policies'
import { canReplay, sandboxJudge } from './sandbox-judge'
import { openSolver } from './solver-judge'
import { verdictOn } from './verdict-judge'

const REQUESTS_PER_PAIR = 20
const SOLVER_TIMEOUT_MS = 20_000

// Has the prover's answers to pairs of random policies judged by the sandbox's engine and by an SMT solver, and verdicts by
// the sandbox; fails at the first that one of them contradicts.
// `npm run prove -- --pairs 10000 --verdicts 10000 --solver 2000 --wildcards 200 --seed 1`
const { pairs, verdicts, solver, wildcards, seed } = optionsOf(process.argv.slice(2))
await judgeBySandbox(pairs)
await judgeVerdicts(verdicts)
const judge = await openSolver()
await judgeBySolver('plain', plainStatements, solver)
await judgeBySolver('with wildcards', wildcardStatements, wildcards)
// The solver's threads would keep the process.
process.exit()

function optionsOf(args: readonly string[]): {
  pairs: number
  verdicts: number
  solver: number
  wildcards: number
  seed: number
} {
  const option = (name: string, fallback: number) => {
    const at = args.indexOf(`--${name}`)
    return at < 0 ? fallback : Number(args[at + 1])
  }
  return {
    pairs: option('pairs', 10_000),
    verdicts: option('verdicts', 10_000),
    solver: option('solver', 2_000),
    wildcards: option('wildcards', 200),
    seed: option('seed', Date.now() % 1e9),
  }
}

async function judgeBySandbox(count: number): Promise<void> {
  const sandbox = await startSandbox({ seed: 'empty' })
  const judge = sandboxJudge(sandbox.endpoint)
  const seen = { yes: 0, no: 0, undecided: 0, replayed: 0, requests: 0 }
  try {
    for (const [one, other, tried] of samples(
      fc.tuple(
        statements,
        statements,
        fc.array(request, { minLength: REQUESTS_PER_PAIR, maxLength: REQUESTS_PER_PAIR }),
      ),
      count,
    )) {
      const decision = decide(question(one, other))
      seen[decision.answer] += 1
      const asked =
        decision.answer === 'no'
          ? tried
          : decision.answer === 'yes' && canReplay(decision.request)
            ? [decision.request]
            : []
      if (asked.length === 0) continue
      const [allowed, also] = await Promise.all([judge(one, asked), judge(other, asked)])
      const opened = asked.find((_, index) => allowed[index] && !also[index])
      if ((opened !== undefined) !== (decision.answer === 'yes'))
        fail('The sandbox', one, other, opened ?? asked[0])
      if (decision.answer === 'yes') seen.replayed += 1
      else seen.requests += asked.length
    }
  } finally {
    await sandbox.close()
  }
  console.log(
    `sandbox: ${count} pairs, seed ${seed}: ${seen.yes} yes (${seen.replayed} replayed), ${seen.no} no (${seen.requests} requests tried), ${seen.undecided} undecided; no disagreement`,
  )
}

/** Verdicts on one request under three policies: of the caller, the repository and its registry. */
async function judgeVerdicts(count: number): Promise<void> {
  const sandbox = await startSandbox({ seed: 'empty' })
  const judge = sandboxJudge(sandbox.endpoint)
  const seen = { allowed: 0, refused: 0, depends: 0 }
  try {
    for (const [repository, registry, asked] of samples(fc.tuple(statements, statements, request), count)) {
      const said = verdictOn(repository, registry, asked)
      if (said === undefined) {
        seen.depends += 1
        continue
      }
      const [allowed] = await judge(repository, [asked], registry)
      if (allowed !== said) fail('The sandbox', repository, registry, asked, said)
      seen[said ? 'allowed' : 'refused'] += 1
    }
  } finally {
    await sandbox.close()
  }
  console.log(
    `verdicts: ${count} triples, seed ${seed}: ${seen.allowed} allowed, ${seen.refused} refused, ${seen.depends} that depend; no disagreement`,
  )
}

async function judgeBySolver(kind: string, policies: typeof statements, count: number): Promise<void> {
  const seen = { yes: 0, no: 0, undecided: 0, unknown: 0 }
  for (const [one, other] of samples(fc.tuple(policies, policies), count)) {
    const { answer } = decide(question(one, other))
    const judged = await judge(one, other, SOLVER_TIMEOUT_MS)
    seen[answer] += 1
    if (judged === 'unknown') seen.unknown += 1
    else if (answer !== 'undecided' && judged !== answer) fail(`The solver (${judged})`, one, other, answer)
  }
  console.log(
    `solver: ${count} pairs, ${kind}, seed ${seed}: ${seen.yes} yes, ${seen.no} no, ${seen.undecided} undecided, ${seen.unknown} that the solver left open; no disagreement`,
  )
}

function samples<T>(arbitrary: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(arbitrary, { numRuns: count, seed })
}

function fail(judge: string, ...facts: unknown[]): never {
  const text = (fact: unknown) =>
    JSON.stringify(fact, (_, value) => (value instanceof Map ? Object.fromEntries(value) : value))
  console.error(`${judge} disagrees.\n${facts.map(text).join('\n')}`)
  process.exit(1)
}
