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

const batchesOf = (rows: readonly ImportedRow[]): ImportedRow[][] =>
  Array.from({ length: Math.ceil(rows.length / mostRows) }, (_, at) => rows.slice(at * mostRows, (at + 1) * mostRows))

/** What would happen; throws when the service does not say it of all of them. */
export const tryRows = async (
  send: Send,
  rows: readonly ImportedRow[],
  onProgress: Progress,
): Promise<ImportedLine[]> => {
  const lines: ImportedLine[] = []
  for (const batch of batchesOf(rows)) {
    lines.push(...(await send({ rows: batch, isTrial: true })).lines)
    onProgress(lines.length)
  }
  return lines
}

/** Says of every line what became of it, also when the service is lost half way: what it did before stays done. */
export const carryOutRows = async (
  send: Send,
  rows: readonly ImportedRow[],
  onProgress: Progress,
): Promise<ImportedLine[]> => {
  const lines: ImportedLine[] = []
  for (const batch of batchesOf(rows)) {
    const refuse = (code: ImportedLine['code']) =>
      batch.map(({ line }): ImportedLine => ({ line, step: 'refuse', code, invitation: null }))
    try {
      const answer = await send({ rows: batch, isTrial: false })
      // Somebody else changed something since the trial: nothing of this batch was done.
      const undone = answer.lines.map(
        (one): ImportedLine => (one.step === 'refuse' ? one : { ...one, step: 'refuse', code: 'race-lost' }),
      )
      lines.push(...(answer.isCarriedOut ? answer.lines : undone))
    } catch (error) {
      lines.push(...refuse(errorCodeOf(error)))
    }
    onProgress(lines.length)
  }
  return lines
}
