import {
  type ImportedLine,
  type ImportedRow,
  type ImportInput,
  type ImportOutput,
  mostRows,
} from '#shared/admin/import.ts'
import { errorCodeOf } from '../../clinic-api/index.ts'

type Send = (input: ImportInput) => Promise<ImportOutput>
type Progress = (done: number) => void

/** One batch after the other; `work` says what became of each of its lines. */
const inBatches = async (
  rows: readonly ImportedRow[],
  onProgress: Progress,
  work: (batch: ImportedRow[]) => Promise<ImportedLine[]>,
): Promise<ImportedLine[]> => {
  const lines: ImportedLine[] = []
  for (let at = 0; at < rows.length; at += mostRows) {
    lines.push(...(await work(rows.slice(at, at + mostRows))))
    onProgress(lines.length)
  }
  return lines
}

/** What would happen; throws when the service does not say it of all of them. */
export const tryRows = (send: Send, rows: readonly ImportedRow[], onProgress: Progress): Promise<ImportedLine[]> =>
  inBatches(rows, onProgress, async (batch) => (await send({ rows: batch, isTrial: true })).lines)

/** Says of every line what became of it, also when the service is lost half way: what it did before stays done. */
export const carryOutRows = (send: Send, rows: readonly ImportedRow[], onProgress: Progress): Promise<ImportedLine[]> =>
  inBatches(rows, onProgress, async (batch) => {
    try {
      const { lines, isCarriedOut } = await send({ rows: batch, isTrial: false })
      if (isCarriedOut) return lines
      // Somebody else changed something since the trial: nothing of this batch was done.
      return lines.map(
        (one): ImportedLine => (one.step === 'refuse' ? one : { ...one, step: 'refuse', code: 'race-lost' }),
      )
    } catch (error) {
      const code = errorCodeOf(error)
      return batch.map(({ line }): ImportedLine => ({ line, step: 'refuse', code, invitation: null }))
    }
  })
