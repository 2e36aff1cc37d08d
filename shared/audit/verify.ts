import * as v from 'valibot'
import { type AuditHead, commit, genesis, link, type Sha256, type StoredEntry, storedEntry } from './chain.ts'
import { type AuditRecord, auditRecord, callActions } from './entry.ts'

/**
 * What the chain shows by itself: any change to any entry, one taken out, one put in between, two exchanged, details
 * that went before their time. What it cannot: that the newest entries were cut off, or that all of it was written
 * anew by somebody who may write the database. For that it is compared with heads that were kept elsewhere: what came
 * after the newest of them rests on the database alone. And it can never show what nobody recorded.
 */
export const breaks = [
  /** Not an entry of ours, or not readable. */
  'malformed',
  /** Entries are missing before this one. */
  'missing',
  /** The entry, or the order, is not what was written. */
  'changed',
  'details-changed',
  /** The details are gone, and no entry says that it was their time. */
  'details-missing',
  /** An entry says that these details are deleted, and they are there. */
  'details-kept',
  /** A head that was kept elsewhere says that there was more. */
  'cut-off',
  /** A head that was kept elsewhere says that there was something else. */
  'rewritten',
] as const
export type BreakKind = (typeof breaks)[number]

export type Verdict =
  | { isIntact: true; head: AuditHead; deletedThrough: number }
  | { isIntact: false; seq: number; how: BreakKind }

const broken = (seq: number, how: BreakKind): Verdict => ({ isIntact: false, seq, how })

const parsed = <S extends v.GenericSchema>(schema: S, text: unknown): v.InferOutput<S> | null => {
  if (typeof text !== 'string') return null
  try {
    const result = v.safeParse(schema, JSON.parse(text))
    return result.success ? result.output : null
  } catch {
    return null
  }
}

/** What is wrong with one entry by itself, given the head before it. */
const faultOf = (sha256: Sha256, before: AuditHead, entry: StoredEntry, record: AuditRecord | null): Verdict | null => {
  const seq = before.seq + 1
  if (Number.isInteger(entry.seq) && entry.seq > seq) return broken(seq, 'missing')
  // A database has columns of any type: the same bytes as another one are not what was written.
  if (!record || !v.is(storedEntry, entry)) return broken(seq, 'malformed')
  if (entry.seq !== seq || record.seq !== seq || link(sha256, before.hash, entry) !== entry.hash)
    return broken(seq, 'changed')
  if (entry.details === null && entry.salt === null) return null
  const isHonest =
    entry.details !== null && entry.salt !== null && commit(sha256, entry.salt, entry.details) === entry.commitment
  // What the commitment covers is what was written: it needs no second look.
  return isHonest ? null : broken(seq, 'details-changed')
}

/** Neighbours of a kind that have their details, or have none. A sound log has two runs at most of each kind. */
type Run = { from: number; to: number; isAbsent: boolean; newest: { seq: number; at: number } }
type Deletion = { through: number; keptMs: number; at: number }
/** Details of calls go earlier than the rest. */
type Kind = 'calls' | 'rest'

const further = (one: Deletion | null, other: Deletion | null): Deletion | null =>
  one && other ? (one.through >= other.through ? one : other) : (one ?? other)

const addTo = (runs: Run[], { seq, at }: AuditRecord, isAbsent: boolean): void => {
  const run = runs.at(-1)
  if (run?.isAbsent !== isAbsent) runs.push({ from: seq, to: seq, isAbsent, newest: { seq, at } })
  else {
    run.to = seq
    if (at > run.newest.at) run.newest = { seq, at }
  }
}

/** Only the oldest entries may be without details: those of which a later entry says so, and that were old enough. */
const deletionFault = (deletion: Deletion | null, { from, to, isAbsent, newest }: Run): Verdict | null => {
  if (!isAbsent) return deletion && from <= deletion.through ? broken(from, 'details-kept') : null
  if (!deletion || to > deletion.through) return broken(Math.max(from, (deletion?.through ?? 0) + 1), 'details-missing')
  return newest.at + deletion.keptMs > deletion.at ? broken(newest.seq, 'details-missing') : null
}

type Comparison = {
  sha256: Sha256
  /** How many there must be, as the database notes it beside the log. */
  length?: number
  /** Kept elsewhere, in any order. */
  heads?: readonly AuditHead[]
}

/** A log that is being read; takes one entry after the other, oldest first. */
export type Verification = {
  /** What is wrong with it; null: nothing so far. */
  take(entry: StoredEntry): Verdict | null
  /** After the newest one. */
  end(): Verdict
}

export const beginVerification = ({ sha256, length = 0, heads = [] }: Comparison): Verification => {
  const expected = new Map(heads.map(({ seq, hash }) => [seq, hash]))
  const runs: Record<Kind, Run[]> = { calls: [], rest: [] }
  const deletions: Record<Kind, Deletion | null> = { calls: null, rest: null }
  let head = genesis(sha256)
  return {
    take(entry) {
      const record = parsed(auditRecord, entry.record)
      const fault = faultOf(sha256, head, entry, record)
      if (fault || !record) return fault ?? broken(head.seq + 1, 'malformed')
      head = { seq: record.seq, hash: entry.hash }
      if ((expected.get(head.seq) ?? head.hash) !== head.hash) return broken(head.seq, 'rewritten')
      if (record.deleted) deletions[record.deleted.of ?? 'rest'] = { ...record.deleted, at: record.at }
      addTo(runs[callActions.includes(record.action) ? 'calls' : 'rest'], record, entry.details === null)
      return null
    },
    end() {
      const { rest } = deletions
      const ofCalls = further(rest, deletions.calls)
      const faults = [
        ...runs.rest.map((run) => deletionFault(rest, run)),
        ...runs.calls.map((run) => deletionFault(ofCalls, run)),
      ].flatMap((found) => (found && !found.isIntact ? [found] : []))
      const first = faults.sort((a, b) => a.seq - b.seq)[0]
      if (first) return first
      if (Math.max(length, ...heads.map(({ seq }) => seq)) > head.seq) return broken(head.seq + 1, 'cut-off')
      return { isIntact: true, head, deletedThrough: rest?.through ?? 0 }
    },
  }
}

/** Reads the log from its beginning and says where it breaks first, and how. */
export const verifyChain = (entries: Iterable<StoredEntry>, comparison: Comparison): Verdict => {
  const verification = beginVerification(comparison)
  for (const entry of entries) {
    const fault = verification.take(entry)
    if (fault) return fault
  }
  return verification.end()
}
