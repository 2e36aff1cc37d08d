import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js'
import type { ErrorCode } from '#shared/errors.ts'
import type { EncryptedFile } from '#shared/media/encrypted-file.ts'
import { codeOf } from '../matrix/matrix-error.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { Session } from '../matrix/types.ts'
import { askMedia, isFault } from './media-worker.ts'

/** Decrypted, and verified to the last byte. */
export type OpenedMedia = { blob: Blob; mimeType: string | null }
export type MediaFault = ErrorCode | 'damaged'

export class MediaDamaged extends Error {
  override name = 'MediaDamaged'
}

/** What was looked at last is at hand when one scrolls back; more would fill the memory. */
const keptBytes = 24 * 1024 * 1024

type Shelf = { opened: Map<string, OpenedMedia>; sizeBytes: number }
const shelves = new WeakMap<Session, Shelf>()

const shelfOf = (session: Session): Shelf => {
  const shelf = shelves.get(session) ?? { opened: new Map(), sizeBytes: 0 }
  shelves.set(session, shelf)
  return shelf
}

/** The same file, wherever it lies: while it is being sent, its address changes. */
const nameOf = ({ hashes, key, iv }: EncryptedFile) => `${hashes.sha256} ${key.k} ${iv}`

const keep = (shelf: Shelf, name: string, opened: OpenedMedia) => {
  if (opened.blob.size > keptBytes / 4 || shelf.opened.has(name)) return
  shelf.opened.set(name, opened)
  shelf.sizeBytes += opened.blob.size
  for (const [oldest, { blob }] of shelf.opened) {
    if (shelf.sizeBytes <= keptBytes) return
    shelf.opened.delete(oldest)
    shelf.sizeBytes -= blob.size
  }
}

type Options = { signal: AbortSignal; mostBytes?: number }

/** Throws `MediaDamaged`, `MatrixRefusal`, or the reason of the signal. */
export const openMedia = async (session: Session, file: EncryptedFile, options: Options): Promise<OpenedMedia> => {
  const shelf = shelfOf(session)
  const name = nameOf(file)
  const kept = shelf.opened.get(name)
  if (kept) {
    // The last one looked at is the last one to go.
    shelf.opened.delete(name)
    shelf.opened.set(name, kept)
    return kept
  }
  const cipher = await session.media.fetch(file.url, options)
  options.signal.throwIfAborted()
  try {
    const { plain, mimeType } = await askMedia<'decrypt'>({ kind: 'decrypt', cipher, file })
    // The type that its bytes show, and no other: a browser must not take it for a page.
    const blob = new Blob([plain], { type: mimeType ?? 'application/octet-stream' })
    const opened = { blob, mimeType }
    keep(shelf, name, opened)
    return opened
  } catch (thrown) {
    throw isFault(thrown, 'TamperedMedia') ? new MediaDamaged() : thrown
  }
}

export const faultOf = (thrown: unknown): MediaFault => (thrown instanceof MediaDamaged ? 'damaged' : codeOf(thrown))

export type Opening =
  | { kind: 'idle' }
  | { kind: 'loading' }
  | { kind: 'ready'; opened: OpenedMedia }
  | { kind: 'failed'; fault: MediaFault }

/** Has a file at hand while it is wanted, and lets go of it when it is not. */
export const createOpenedMedia = (options: {
  file: Accessor<EncryptedFile | null>
  isWanted: Accessor<boolean>
  mostBytes?: number
}): { opening: Accessor<Opening>; retry(): void } => {
  const session = useSession()
  const [opening, setOpening] = createSignal<Opening>({ kind: 'idle' })
  const [tries, setTries] = createSignal(0)
  const name = createMemo(() => {
    const file = options.file()
    return file && options.isWanted() ? nameOf(file) : null
  })
  /** Which one did not come, at which try. */
  let failed: string | null = null
  createEffect(
    on([name, tries], ([wanted, tried]) => {
      const file = untrack(options.file)
      if (wanted === null || !file) {
        // What went wrong stays said, or the place of the picture would change its size while nobody looks.
        setOpening((before) => (before.kind === 'failed' ? before : { kind: 'idle' }))
        return
      }
      if (failed === `${wanted} ${tried}`) return
      const running = new AbortController()
      onCleanup(() => running.abort())
      setOpening({ kind: 'loading' })
      const { mostBytes } = options
      openMedia(session, file, { signal: running.signal, ...(mostBytes === undefined ? {} : { mostBytes }) }).then(
        (opened) => running.signal.aborted || setOpening({ kind: 'ready', opened }),
        (thrown: unknown) => {
          if (running.signal.aborted) return
          failed = `${wanted} ${tried}`
          setOpening({ kind: 'failed', fault: faultOf(thrown) })
        },
      )
    }),
  )
  const retry = () => setTries((before) => before + 1)
  createEffect(
    on(
      session.connection,
      (connection) => {
        const state = untrack(opening)
        if (connection === 'live' && state.kind === 'failed' && state.fault === 'homeserver-unreachable') retry()
      },
      { defer: true },
    ),
  )
  return { opening, retry }
}
