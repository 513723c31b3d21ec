import { useState } from 'react'
import { callOf } from '@/components/access/access-draft'
import { callAction } from '@/components/forms/call-action'
import type { ActionResult } from '@/lib/http/action'
import type { AccessFacts } from '@/lib/requests/access-parameters'
import type { OpenDuplicate } from '@/lib/requests/open-duplicates'

export type FindDuplicates = (input: unknown) => Promise<ActionResult<OpenDuplicate[]>>

/** The open requests for the same call, as far as they were looked for. `known` are those for the first one. */
export function useDuplicates(find: FindDuplicates, first: AccessFacts, known: OpenDuplicate[]) {
  const [found, setFound] = useState({ call: callOf(first), duplicates: known })

  /** Not knowing of a request like it keeps nobody from asking. */
  async function look(facts: AccessFacts): Promise<OpenDuplicate[]> {
    const { account, region, repository, awsUserName, action } = facts
    const result = await callAction(find, { account, region, repository, awsUserName, action })
    const there = result.ok ? result.value : []
    setFound({ call: callOf(facts), duplicates: there })
    return there
  }

  function duplicatesOf(facts: AccessFacts): OpenDuplicate[] {
    return found.call === callOf(facts) ? found.duplicates : []
  }

  return { duplicatesOf, look }
}
