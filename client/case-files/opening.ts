import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { errorCodeOf, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { errorWords } from '../i18n/words/errors.ts'
import type { Target } from '../ui/save-target.ts'
import { FileDamaged, type Reading, readCaseFile, saveCaseFile } from './read-case-file.ts'

export type Opening =
  | { kind: 'idle' }
  | { kind: 'loading'; doneBytes: number }
  | { kind: 'failed'; fault: ErrorCode | 'damaged' }

/** What to say of a file that cannot be had. */
export const createFailure = (opening: Accessor<Opening>): Accessor<{ title: string; action: string } | null> => {
  const w = useWords(caseFileWords)
  const errors = useWords(errorWords)
  return () => {
    const state = opening()
    if (state.kind !== 'failed') return null
    if (state.fault === 'damaged') return { title: w().damaged, action: w().damagedText }
    if (state.fault === 'not-found') return { title: w().gone, action: w().goneText }
    return errors()[state.fault]
  }
}

/** Fetches a file when it is asked for; what was fetched once is at hand while the view is. */
export const createOpening = (file: () => { roomId: RoomId; manifest: CaseFileManifest }) => {
  const api = useClinicApi()
  const [opening, setOpening] = createSignal<Opening>({ kind: 'idle' })
  let running: AbortController | null = null
  let fetched: { fileId: string; blob: Blob } | null = null

  const stop = () => {
    running?.abort()
    running = null
  }
  onCleanup(stop)

  /** Null when it is stopped, or cannot be had; `opening` says why. */
  const read = async <T>(how: (reading: Reading) => Promise<T>): Promise<T | null> => {
    const { roomId, manifest } = file()
    stop()
    const mine = new AbortController()
    running = mine
    setOpening({ kind: 'loading', doneBytes: 0 })
    try {
      const onProgress = (doneBytes: number) => setOpening({ kind: 'loading', doneBytes })
      const given = await how({ api, roomId, manifest, signal: mine.signal, onProgress })
      setOpening({ kind: 'idle' })
      return given
    } catch (error) {
      if (mine.signal.aborted) setOpening({ kind: 'idle' })
      else setOpening({ kind: 'failed', fault: error instanceof FileDamaged ? 'damaged' : errorCodeOf(error) })
      return null
    } finally {
      if (running === mine) running = null
    }
  }

  const fetchFile = async (): Promise<Blob | null> => {
    const { fileId } = file().manifest
    if (fetched?.fileId === fileId) return fetched.blob
    const blob = await read(readCaseFile)
    if (blob) fetched = { fileId, blob }
    return blob
  }
  const saveTo = (target: Target): Promise<unknown> => read((reading) => saveCaseFile(reading, target))

  return { opening, fetchFile, saveTo, stop }
}
