import { createSignal, onCleanup } from 'solid-js'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { errorCodeOf, useClinicApi } from '../clinic-api/index.ts'
import { FileDamaged, readCaseFile } from './read-case-file.ts'

export type Opening =
  | { kind: 'idle' }
  | { kind: 'loading'; doneBytes: number }
  | { kind: 'failed'; fault: ErrorCode | 'damaged' }

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
  const fetchFile = async (): Promise<Blob | null> => {
    const { roomId, manifest } = file()
    if (fetched?.fileId === manifest.fileId) return fetched.blob
    stop()
    const mine = new AbortController()
    running = mine
    setOpening({ kind: 'loading', doneBytes: 0 })
    try {
      const blob = await readCaseFile({
        api,
        roomId,
        manifest,
        signal: mine.signal,
        onProgress: (doneBytes) => setOpening({ kind: 'loading', doneBytes }),
      })
      fetched = { fileId: manifest.fileId, blob }
      setOpening({ kind: 'idle' })
      return blob
    } catch (error) {
      if (mine.signal.aborted) setOpening({ kind: 'idle' })
      else setOpening({ kind: 'failed', fault: error instanceof FileDamaged ? 'damaged' : errorCodeOf(error) })
      return null
    } finally {
      if (running === mine) running = null
    }
  }

  return { opening, fetchFile, stop }
}
