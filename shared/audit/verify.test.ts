import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { RoomId, UserId } from '../matrix/ids.ts'
import { type AuditHead, genesis, type StoredEntry, seal } from './chain.ts'
import type { AuditDetails, AuditRecord } from './entry.ts'
import { verifyChain } from './verify.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const dayMs = 24 * 60 * 60_000
const start = Date.UTC(2026, 10, 24)
const nina = '@nina:nord.example' as UserId
const room = '!consult' as RoomId

type Plain = Omit<AuditRecord, 'seq'> & { details: AuditDetails }

const written = (plain: readonly Plain[]): StoredEntry[] => {
  const log: StoredEntry[] = []
  for (const [index, { details, ...record }] of plain.entries()) {
    const last = log.at(-1)
    const head: AuditHead = last ? { seq: last.seq, hash: last.hash } : genesis(sha256)
    log.push(seal(sha256, head, record, details, sha256(`salt ${index}`).slice(0, 32)))
  }
  return log
}

const acts: Plain[] = [
  {
    at: start,
    action: 'consult-requested',
    outcome: 'done',
    details: { who: nina, role: 'requester', room, version: 1 },
  },
  { at: start + dayMs, action: 'consult-changed', outcome: 'done', details: { who: null, room, code: 'escalated' } },
  {
    at: start + 2 * dayMs,
    action: 'consult-read',
    outcome: 'refused',
    details: { who: nina, room, code: 'not-a-member' },
  },
]
const deletion = (through: number, at: number, keptMs = dayMs): Plain => ({
  at,
  action: 'details-deleted',
  outcome: 'done',
  deleted: { through, keptMs },
  details: { who: null, role: 'service' },
})
const without = (log: readonly StoredEntry[], ...seqs: number[]): StoredEntry[] =>
  log.map((entry) => (seqs.includes(entry.seq) ? { ...entry, salt: null, details: null } : entry))

const verify = (log: readonly StoredEntry[], heads: AuditHead[] = []) => verifyChain(log, { sha256, heads })
const headOf = (log: readonly StoredEntry[], at = -1): AuditHead => {
  const { seq, hash } = log.at(at) as StoredEntry
  return { seq, hash }
}

describe('a log that nobody has touched', () => {
  it('is intact, and says where it stands', () => {
    const log = written(acts)
    expect(verify(log)).toEqual({ isIntact: true, head: headOf(log), deletedThrough: 0 })
    expect(verify([])).toEqual({ isIntact: true, head: genesis(sha256), deletedThrough: 0 })
  })

  it('stays so when details are deleted at their time', () => {
    const log = written([...acts, deletion(2, start + 2 * dayMs)])
    expect(verify(without(log, 1, 2))).toEqual({ isIntact: true, head: headOf(log), deletedThrough: 2 })
  })

  it('stays so when details of calls go earlier than the others between them; but only theirs may', () => {
    const call: Plain = { at: start, action: 'call-joined', outcome: 'done', details: { who: nina, room } }
    const ofCalls = deletion(4, start + 3 * dayMs)
    const log = written([call, ...acts, { ...ofCalls, deleted: { through: 4, keptMs: dayMs, of: 'calls' } }])
    expect(verify(without(log, 1))).toMatchObject({ isIntact: true, deletedThrough: 0 })
    expect(verify(without(log, 1, 2))).toEqual({ isIntact: false, seq: 2, how: 'details-missing' })
    expect(verify(log)).toEqual({ isIntact: false, seq: 1, how: 'details-kept' })
  })

  it('gives nothing of what is deleted away: the same act twice leaves two commitments', () => {
    const [first] = acts
    const log = written([first as Plain, first as Plain])
    expect(log[0]?.commitment).not.toBe(log[1]?.commitment)
  })
})

const texts = ['record', 'commitment', 'hash', 'salt', 'details'] as const

describe('every change of a single byte', () => {
  /** Each byte of each entry, with each of its bits turned over. */
  it('is found, at the entry where it is', () => {
    const log = written([...acts, deletion(1, start + 2 * dayMs)])
    const honest = without(log, 1)
    let changes = 0
    for (const [index, entry] of honest.entries())
      for (const name of texts) {
        const bytes = Buffer.from(entry[name] ?? '')
        for (let at = 0; at < bytes.length; at += 1)
          for (let bit = 0; bit < 8; bit += 1) {
            const touched = Buffer.from(bytes)
            touched[at] = (touched[at] ?? 0) ^ (1 << bit)
            // What is no UTF-8 any more is read as what it is, byte for byte.
            const text = touched.toString('utf8').includes('\ufffd') ? touched.toString('latin1') : touched.toString()
            const verdict = verify(honest.with(index, { ...entry, [name]: text }))
            if (verdict.isIntact || verdict.seq !== entry.seq)
              expect.fail(`${name} of ${entry.seq}, byte ${at}, bit ${bit}`)
            changes += 1
          }
      }
    expect(changes).toBeGreaterThan(5_000)
    expect(verify(honest).isIntact).toBe(true)
  })

  it('is found also when a byte is lost or added', () => {
    const log = written(acts)
    for (const [index, entry] of log.entries())
      for (const name of texts) {
        const text = String(entry[name])
        for (let at = 0; at <= text.length; at += 1) {
          const added = `${text.slice(0, at)}0${text.slice(at)}`
          const lost = text.slice(0, at) + text.slice(at + 1)
          for (const changed of [added, lost])
            if (changed !== text) expect(verify(log.with(index, { ...entry, [name]: changed })).isIntact).toBe(false)
        }
      }
  })
})

describe('what somebody might try', () => {
  const log = written([...acts, ...acts])

  it.each(log.map(({ seq }) => seq))('taking out entry %i is found', (seq) => {
    const rest = log.filter((entry) => entry.seq !== seq)
    const isLast = seq === log.length
    expect(verify(rest)).toMatchObject(isLast ? { isIntact: true } : { isIntact: false, seq, how: 'missing' })
    const renumbered = rest.map((entry, index) => ({ ...entry, seq: index + 1 }))
    if (!isLast) expect(verify(renumbered)).toMatchObject({ isIntact: false, seq, how: 'changed' })
  })

  it('exchanging any two entries is found at the first of them', () => {
    for (let one = 0; one < log.length; one += 1)
      for (let other = one + 1; other < log.length; other += 1) {
        const exchanged = log.with(one, log[other] as StoredEntry).with(other, log[one] as StoredEntry)
        expect(verify(exchanged)).toMatchObject({ isIntact: false, seq: one + 1 })
        const renumbered = exchanged.map((entry, index) => ({ ...entry, seq: index + 1 }))
        expect(verify(renumbered)).toMatchObject({ isIntact: false, seq: one + 1, how: 'changed' })
      }
  })

  it('putting an entry in twice, or one that was sealed elsewhere, is found', () => {
    expect(verify(log.toSpliced(2, 0, log[1] as StoredEntry))).toMatchObject({ isIntact: false, seq: 3 })
    const other = written([{ ...(acts[0] as Plain), at: start + 5 }, ...acts])
    expect(verify(log.with(2, other[2] as StoredEntry))).toMatchObject({ isIntact: false, seq: 3, how: 'changed' })
  })

  it('cutting off the end shows by a head that was kept elsewhere, and only by that', () => {
    for (let kept = 0; kept < log.length; kept += 1) {
      const rest = log.slice(0, kept)
      expect(verify(rest).isIntact).toBe(true)
      expect(verify(rest, [headOf(log)])).toEqual({ isIntact: false, seq: kept + 1, how: 'cut-off' })
    }
  })

  it('writing all of it anew shows by any head that was kept elsewhere', () => {
    const forged = written([{ ...(acts[0] as Plain), details: { who: null, room } }, ...acts.slice(1), ...acts])
    expect(verify(forged).isIntact).toBe(true)
    expect(verify(forged, [headOf(log, 3), headOf(log, 1)])).toEqual({ isIntact: false, seq: 2, how: 'rewritten' })
    expect(verify(log, [headOf(log, 3), headOf(log, 1), headOf(log)]).isIntact).toBe(true)
  })
})

describe('details that are gone', () => {
  const log = written([...acts, deletion(2, start + 2 * dayMs)])

  it('without an entry that says so are a break', () => {
    expect(verify(without(written(acts), 2))).toEqual({ isIntact: false, seq: 2, how: 'details-missing' })
    expect(verify(without(log, 1, 2, 3))).toEqual({ isIntact: false, seq: 3, how: 'details-missing' })
  })

  it('before their time are a break, whatever an entry says', () => {
    const early = written([...acts, deletion(2, start + 2 * dayMs - 1)])
    expect(verify(without(early, 1, 2))).toEqual({ isIntact: false, seq: 2, how: 'details-missing' })
  })

  it('are a break as well when they are still there', () => {
    expect(verify(without(log, 1))).toEqual({ isIntact: false, seq: 2, how: 'details-kept' })
    expect(verify(log)).toEqual({ isIntact: false, seq: 1, how: 'details-kept' })
  })

  it('leave a salt behind only by a fault', () => {
    const salted = log.map((entry) => (entry.seq <= 2 ? { ...entry, details: null } : entry))
    expect(verify(salted)).toEqual({ isIntact: false, seq: 1, how: 'details-changed' })
  })
})

it('an entry is kept in this form', () => {
  expect(written(acts.slice(0, 1))).toMatchSnapshot()
})
