import { type Bytes, bytesOfHex, hexOf } from '#shared/case-files/bytes.ts'
import type { Drafts } from '../../matrix/types.ts'
import type { PixelEdit } from '../../workers/dicom/edit-pixels.ts'
import type { DicomAnswer, DicomQuestion } from '../../workers/dicom.ts'
import { callWorker } from '../../workers/worker-calls.ts'

type AnswerTo<K extends DicomQuestion['kind'] & DicomAnswer['kind']> = Extract<DicomAnswer, { kind: K }>

export type DicomWorker = {
  look(file: Blob): Promise<AnswerTo<'look'>>
  write(file: Blob, isAnonymous: boolean, edit: PixelEdit): Promise<AnswerTo<'write'>>
  sum(file: Blob): Promise<string>
} & Disposable

const keyBytes = 32

const placeOf = (ofCase: string) => `dicom ${ofCase}`

/**
 * By it the same study of a case stays the same study. It stays on this device: whoever receives the pictures could
 * otherwise try which study they were.
 */
const keyOfCase = (drafts: Drafts, ofCase: string): Bytes => {
  const place = placeOf(ofCase)
  const kept = drafts.read(place)
  if (typeof kept === 'string' && /^[0-9a-f]{64}$/.test(kept)) return bytesOfHex(kept)
  const made = crypto.getRandomValues(new Uint8Array(keyBytes))
  drafts.keep(place, hexOf(made))
  return made
}

/** The case has its room now: what is sent there later still belongs to the same studies. */
export const moveCaseKey = (drafts: Drafts, from: string, to: string): void => {
  const kept = drafts.read(placeOf(from))
  if (kept === null) return
  drafts.keep(placeOf(to), kept)
  drafts.keep(placeOf(from), null)
}

export const openDicomWorker = async (drafts: Drafts, ofCase: string): Promise<DicomWorker> => {
  const worker = callWorker<DicomQuestion, DicomAnswer>(
    new Worker(new URL('../../workers/dicom.ts', import.meta.url), { type: 'module' }),
  )
  const otherwise = () => new Error('The worker answered something else.')
  await worker.ask({ kind: 'open', key: keyOfCase(drafts, ofCase) })
  return {
    async look(file) {
      const answer = await worker.ask({ kind: 'look', file })
      if (answer.kind !== 'look') throw otherwise()
      return answer
    },
    async write(file, isAnonymous, edit) {
      const answer = await worker.ask({ kind: 'write', file, isAnonymous, edit })
      if (answer.kind !== 'write') throw otherwise()
      return answer
    },
    async sum(file) {
      const answer = await worker.ask({ kind: 'sum', file })
      if (answer.kind !== 'sum') throw otherwise()
      return answer.crc32
    },
    [Symbol.dispose]: () => worker[Symbol.dispose](),
  }
}
