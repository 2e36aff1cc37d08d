import type { Asking } from './askings.ts'

/** One consult that a department was asked for. */
export type FigureRow = Pick<Asking, 'askedAt' | 'acceptedAt' | 'answeredAt' | 'escalations' | 'end'>

export type Figures = {
  asked: number
  accepted: number
  answered: number
  declined: number
  /** Nobody took it in time. */
  failed: number
  /** How often the timer had to call the next, give up, or remind. */
  escalations: number
  /** From when it was asked on; medians, null when there is nothing to count. */
  acceptMs: number | null
  answerMs: number | null
}

/** The one in the middle; of two the mean. Null for none. */
export const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2
}

const since = (rows: readonly FigureRow[], moment: 'acceptedAt' | 'answeredAt'): number[] =>
  rows.flatMap((row) => {
    const at = row[moment]
    return at === null ? [] : [at - row.askedAt]
  })

export const figuresOf = (rows: readonly FigureRow[]): Figures => ({
  asked: rows.length,
  accepted: rows.filter(({ acceptedAt }) => acceptedAt !== null).length,
  answered: rows.filter(({ answeredAt }) => answeredAt !== null).length,
  declined: rows.filter(({ end }) => end === 'declined').length,
  failed: rows.filter(({ end }) => end === 'silent').length,
  escalations: rows.reduce((sum, { escalations }) => sum + escalations, 0),
  acceptMs: median(since(rows, 'acceptedAt')),
  answerMs: median(since(rows, 'answeredAt')),
})
