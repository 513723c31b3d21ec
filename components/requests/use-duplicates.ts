import { useState } from 'react'
import { callOf } from '@/components/access/access-draft'
import { callAction } from '@/components/forms/call-action'
import type { ActionResult } from '@/lib/http/action'
import type { AccessFacts } from '@/lib/requests/access-parameters'
import type { OpenDuplicate } from '@/lib/requests/open-duplicates'

export type FindDuplicates = (input: unknown) => Promise<ActionResult<OpenDuplicate[]>>

/** The open requests for the same call, once looked up. `known` are those for the first call. */
export function useDuplicates(find: FindDuplicates, first: AccessFacts, known: OpenDuplicate[]) {
  const [found, setFound] = useState({ call: callOf(first), duplicates: known })

  /** A failed lookup must not keep anyone from sending a request. */
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
