import * as v from 'valibot'
import { type ShownEntry, shownEntry } from '#shared/audit/api.ts'
import type { StoredEntry } from '#shared/audit/chain.ts'

/** As it is read by people; nothing for what cannot be read, of which the check says more. */
export const shownEntries = (entries: readonly StoredEntry[]): ShownEntry[] =>
  entries.flatMap(({ record, details }) => {
    try {
      const plain = { ...JSON.parse(record), details: details === null ? null : JSON.parse(details) }
      const parsed = v.safeParse(shownEntry, plain)
      return parsed.success ? [parsed.output] : []
    } catch {
      return []
    }
  })
