import { expect, it } from 'vitest'
import { openChildren } from '@/lib/tools/launch/children.mjs'
import { typescript } from '@/lib/tools/launch/root.mjs'

it('the sandbox’s engine and an SMT solver agree with the prover', async () => {
  const children = openChildren()
  const { code, stdout, stderr } = await children.run(
    process.execPath,
    [
      ...typescript,
      'lib/tools/prove/main.ts',
      ...['--pairs', '1000', '--verdicts', '1000', '--solver', '200', '--wildcards', '20', '--seed', '1'],
    ],
    { stdout: 'pipe', stderr: 'pipe' },
  )
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /sandbox: 1000 pairs.*no disagreement[\s\S]*verdicts: 1000 triples.*no disagreement[\s\S]*solver: 200 pairs, plain.*no disagreement[\s\S]*solver: 20 pairs, with wildcards.*no disagreement/,
  )
}, 600_000)
