import { expandActions } from './actions'

export type Preset = 'pull' | 'push-pull' | 'all'

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']
const PUSH_ALONE = [
  'ecr:CompleteLayerUpload',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
]

/** The console's sets of actions, under the names that the guide and the console give them. */
export const PRESETS: Readonly<Record<Preset, { title: string; actions: readonly string[] }>> = {
  pull: { title: 'Pull only actions', actions: PULL },
  'push-pull': { title: 'Push/Pull actions', actions: [...PULL, ...PUSH_ALONE].sort() },
  all: { title: 'All actions', actions: ['ecr:*'] },
}

export type Capability = 'pull' | 'push'

/** What a client calls to pull and to push (AWS: "IAM permissions for pulling / pushing an image"). A push reads first. */
export const CAPABILITY_ACTIONS: Readonly<Record<Capability, readonly string[]>> = {
  pull: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  push: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', ...PUSH_ALONE].sort(),
}

/** What a client that called this action was doing; undefined for neither. People also write “pull” or “push” itself. */
export function capabilityOf(action: string): Capability | undefined {
  const capabilities = ['pull', 'push'] as const
  return capabilities.find((name) => action === name || CAPABILITY_ACTIONS[name].includes(action))
}

/** The preset that a list of actions amounts to, in any order and spelling. */
export function presetOf(actions: readonly string[]): Preset | undefined {
  const wanted = expandActions(actions).join()
  if (wanted === '') return undefined
  if (wanted === PRESETS.pull.actions.join()) return 'pull'
  if (wanted === PRESETS['push-pull'].actions.join()) return 'push-pull'
  return wanted === expandActions(['ecr:*']).join() ? 'all' : undefined
}
