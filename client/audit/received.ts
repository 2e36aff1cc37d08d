import type { ShownEntry } from '#shared/audit/api.ts'
import type { AuditAction, AuditOutcome } from '#shared/audit/entry.ts'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'

/** What one clinic recorded. */
export type ClinicPart = { clinic: ServerName; entries: readonly ShownEntry[] }

export type ReceivedLine = {
  /** Unix time in ms, by the clock of the first clinic that recorded it. */
  at: number
  action: AuditAction
  outcome: AuditOutcome
  code: string | null
  file: string | null
  /** Who recorded it: what both clinics saw is one line. */
  clinics: ServerName[]
}
export type Received = { userId: UserId; lines: ReceivedLine[] }

/** Neither says that somebody received something of the consult. */
const isAside = (action: AuditAction) => action === 'consult-list' || action === 'audit-read'

/** Both clinics record the same step; of anything else, each has its own. */
const keyOf = (userId: UserId, { action, outcome, details }: ShownEntry): string =>
  [userId, action, outcome, details?.code, details?.file, details?.version].join(' ')

/** What happens at one clinic only is never the same as what the other one recorded. */
const isShared = (action: AuditAction) =>
  [
    'consult-requested',
    'consult-changed',
    'consult-alerted',
    'consult-invited',
    'consult-joined',
    'consult-left',
  ].includes(action)

/** For each person, what reached them or was done by them, oldest first; those who came first stand first. */
export const receivedBy = (parts: readonly ClinicPart[]): Received[] => {
  const people = new Map<UserId, ReceivedLine[]>()
  const known = new Map<string, ReceivedLine>()
  const all = parts
    .flatMap(({ clinic, entries }) => entries.map((entry) => ({ clinic, entry })))
    .sort((one, other) => one.entry.at - other.entry.at)
  for (const { clinic, entry } of all) {
    const userId = entry.details?.whom ?? entry.details?.who
    if (!userId || isAside(entry.action)) continue
    const key = keyOf(userId, entry)
    const same = isShared(entry.action) ? known.get(key) : undefined
    if (same && !same.clinics.includes(clinic)) {
      same.clinics.push(clinic)
      continue
    }
    const { at, action, outcome, details } = entry
    const line = { at, action, outcome, code: details?.code ?? null, file: details?.file ?? null, clinics: [clinic] }
    known.set(key, line)
    people.set(userId, [...(people.get(userId) ?? []), line])
  }
  return [...people].map(([userId, lines]) => ({ userId, lines }))
}
