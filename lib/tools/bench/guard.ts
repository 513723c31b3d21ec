import { config } from '@/lib/config/config'
import { newRisks } from '@/lib/policy/compare/risks'
import { type PolicyDocument, parsePolicy } from '@/lib/policy/document'
import { addStatement } from '@/lib/policy/edit/edit'
import policies from '@/lib/sandbox/seed/policies.json'
import { elapsed } from './elapsed'
import type { Fixture } from './fixture'
import { type Figures, interleave } from './interleave'

const ROUNDS = { rounds: 300, warmUp: 300 }
const OWNER = '872569379934'

/**
 * P31: the guard’s answer while somebody adds a grant to the largest policy of the seed, beside parsing the same text with
 * the editor’s parser. Each round has another draft, as each key that is typed makes one.
 */
export async function measureGuard(fixture: Fixture): Promise<Figures> {
  await fixture.here()
  const { accounts, organizationIds } = config().accountsFile
  const context = { owner: OWNER, accounts, organizationIds }
  const stored = largest()
  const drafts = Array.from({ length: ROUNDS.rounds + ROUNDS.warmUp }, (_, round) =>
    addStatement(stored, {
      Sid: `Grant${round}`,
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::120744138334:root' },
      Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
    }),
  )
  return interleave(ROUNDS, {
    portal: (round) => elapsed(() => newRisks(stored, drafts[round], context)),
    reference: (round) => elapsed(() => parsePolicy(drafts[round]?.text ?? '')),
  })
}

function largest(): PolicyDocument {
  const [text = ''] = policies
    .map(({ policy }) => JSON.stringify(policy))
    .sort((one, other) => other.length - one.length)
  const reading = parsePolicy(text)
  if (!reading.ok) throw new Error('The seed’s largest policy can’t be parsed')
  return reading.document
}
