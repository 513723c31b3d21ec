import type { CommandStep } from '@/lib/repositories/commands'

/** What an error means and what to do next, each in one or two sentences, and the command for it where there is one. */
export type Advice = { meaning: string; next: string; step?: CommandStep }
