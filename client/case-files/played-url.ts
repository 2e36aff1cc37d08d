import { onCleanup } from 'solid-js'
import type { PlayedPiece, PlayedQuestion } from '../workers/played.ts'
import { pieceOf } from './piece-of.ts'
import type { RangedFile } from './ranged-case-file.ts'

/** Written here once more: the service worker shares no module with a page (`client/workers/played.ts`). */
const playedPath = '/played/'

/** Not where the page was loaded past the service worker. */
export const canPlayParts = (): boolean => Boolean(globalThis.navigator?.serviceWorker?.controller)

const questionIn = (data: unknown): PlayedQuestion | null => {
  if (typeof data !== 'object' || data === null || !('played' in data) || typeof data.played !== 'string') return null
  const range = 'range' in data && typeof data.range === 'string' ? data.range : null
  return { played: data.played, range }
}

type Played = Pick<RangedFile, 'sizeBytes' | 'read'> & { mimeType: string; onFault(error: unknown): void }

/** An address from which a player of this page gets the parts of a file, for as long as its owner lives. */
export const createPlayedUrl = ({ sizeBytes, read, mimeType, onFault }: Played) => {
  const id = crypto.randomUUID()
  let isAsked = false
  const pieceFor = async (range: string | null): Promise<PlayedPiece> => {
    const piece = pieceOf(range, sizeBytes)
    if (!piece) return { bytes: new Uint8Array(), start: 0, sizeBytes, mimeType }
    try {
      return { bytes: await read(piece.start, piece.end), start: piece.start, sizeBytes, mimeType }
    } catch (error) {
      onFault(error)
      return null
    }
  }
  const answer = async ({ data, ports: [port] }: MessageEvent) => {
    const question = questionIn(data)
    if (question?.played !== id || !port) return
    isAsked = true
    const piece = await pieceFor(question.range)
    port.postMessage(piece, piece ? [piece.bytes.buffer] : [])
  }
  const { serviceWorker } = navigator
  serviceWorker.addEventListener('message', answer)
  onCleanup(() => serviceWorker.removeEventListener('message', answer))
  /** A service worker of an earlier version does not know such addresses. */
  return { url: `${playedPath}${id}`, isAsked: () => isAsked }
}
