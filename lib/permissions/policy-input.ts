import { z } from 'zod'
import { PortalError } from '@/lib/errors/portal-error'
import { type PolicyDocument, parsePolicy } from '@/lib/policy/document'

const PolicyText = z.string().max(70_000, 'This text is far longer than a policy can be.').nullable()

/** A change of a policy, as the form sends it. */
export const PolicyChangeInput = z.object({
  /** The policy that the person started from; null if there was none. */
  base: PolicyText,
  /** The policy to save; null to delete it. */
  draft: PolicyText,
  /** Why, in one line. */
  reason: z
    .string()
    .transform((text) => text.replaceAll('\0', '').replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(1000, 'Keep the reason to 1,000 characters or fewer.'))
    .optional(),
  /** The name of the repository or registry, typed to confirm a dangerous change. */
  typedName: z.string().optional(),
  /** Overrides AWS's check against a policy that its author could not change again. */
  force: z.boolean().default(false),
})

/** The policy to save; undefined to delete it. Throws where the text can't be parsed. */
export function parseDraft(text: string | null): PolicyDocument | undefined {
  if (text === null) return undefined
  const reading = parsePolicy(text)
  if (reading.ok) return reading.document
  const [problem] = reading.problems
  throw new PortalError(
    'invalid',
    `Nothing was saved. Line ${problem?.line}, column ${problem?.column}: ${problem?.message}`,
  )
}

/** Whether the name was typed. Throws if something else was. */
export function isConfirmed(typedName: string | undefined, name: string): boolean {
  if (typedName === undefined) return false
  if (typedName.trim() === name) return true
  throw new PortalError('invalid', 'Nothing was saved.', {
    fields: { typedName: `Type ${name} exactly as shown.` },
  })
}
