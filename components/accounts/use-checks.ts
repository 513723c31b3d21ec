'use client'

import { useState } from 'react'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import type { RegistryCheck } from '@/lib/accounts/roles/check'
import { fetchCheck } from './fetch-check'

// Each makes a dozen calls to AWS.
const MOST_AT_ONCE = 4

export type CheckedRegistry = {
  registry: Registry
  /** The latest check. */
  check: RegistryCheck | undefined
  checking: boolean
  /** Why the portal couldn't run the check. */
  problem?: string
}

/** The checks of these registries, and a function to repeat them; results arrive one by one. */
export function useChecks(registries: readonly Registry[], last: readonly (RegistryCheck | undefined)[]) {
  const [rows, setRows] = useState<CheckedRegistry[]>(() =>
    registries.map((registry, index) => ({ registry, check: last[index], checking: false })),
  )
  const [run, setRun] = useState<{ wanted: number; done: number }>()

  function change(of: Registry, update: (row: CheckedRegistry) => CheckedRegistry) {
    const key = registryKey(of)
    setRows((all) => all.map((row) => (registryKey(row.registry) === key ? update(row) : row)))
  }

  async function check(wanted: readonly Registry[]) {
    setRun({ wanted: wanted.length, done: 0 })
    for (const registry of wanted) change(registry, ({ check }) => ({ registry, check, checking: true }))
    const waiting = [...wanted]
    async function work() {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const found = await fetchCheck(next)
        change(next, (row) =>
          typeof found === 'string'
            ? { ...row, checking: false, problem: found }
            : { ...row, checking: false, check: found },
        )
        setRun((current) => current && { ...current, done: current.done + 1 })
      }
    }
    await Promise.all(Array.from({ length: MOST_AT_ONCE }, work))
  }

  return { rows, run, isChecking: rows.some(({ checking }) => checking), check }
}
