import { createEffect, createRoot, onCleanup, untrack } from 'solid-js'
import { createStore, produce } from 'solid-js/store'
import { uploadPath } from '#shared/case-files/api.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { type ClinicApi, useClinicApi } from '../clinic-api/index.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { Session } from '../matrix/types.ts'
import { writtenAnew } from '../media/index.ts'
import { clearScratch } from '../workers/scratch-disk.ts'
import { dropFile, keepFile, keptFile, keptIds } from './kept-files.ts'
import { mimeTypeOf } from './mime-type.ts'
import { runUpload, type Tell } from './run-upload.ts'
import type { ToUpload } from './to-upload.ts'
import { makeTransferRate } from './transfer-rate.ts'
import { UploadStopped } from './upload-faults.ts'
import { isCalledThat, mayBeSame, newPlan, type UploadPlan } from './upload-plan.ts'
import { forgetUpload, readPlans, savePlan } from './upload-records.ts'
import { isActive, type UploadEntry } from './upload-state.ts'

export type Uploads = {
  entries: readonly UploadEntry[]
  /** One that was interrupted goes on when its file comes again. */
  add(roomId: RoomId, files: readonly ToUpload[], mark?: UploadPlan['mark']): Promise<void>
  pause(id: string): void
  /** Goes on, or tries again from the beginning where nothing else is left. */
  proceed(id: string): Promise<void>
  /** After a reload. False when it cannot be the same file. */
  chooseAgain(id: string, file: File): Promise<boolean>
  cancel(id: string): Promise<void>
}

type Kept = { plan: UploadPlan; file: File | null; running: AbortController | null }

/** Why a run ended that somebody ended on purpose. */
class Halted extends Error {
  override name = 'Halted'
}

const entryOf = (plan: UploadPlan, state: UploadEntry['state']): UploadEntry => ({
  id: plan.fileId,
  roomId: plan.roomId,
  name: plan.name,
  mimeType: plan.mimeType,
  sizeBytes: plan.sizeBytes,
  isStudy: plan.study !== null,
  state,
  sentBytes: 0,
  rate: null,
})

/** Small files wait for answers more than for bytes; large ones share the line, and memory holds some blocks of each. */
const mostAtOnce = 3

/** What this device uploads, some files at a time; it goes on wherever one is in the application. */
const createUploads = (session: Session, api: ClinicApi): Uploads => {
  const [entries, setEntries] = createStore<UploadEntry[]>([])
  const kept = new Map<string, Kept>()

  const change = (id: string, changes: Partial<UploadEntry>) => setEntries((entry) => entry.id === id, changes)
  const remove = (id: string) => {
    kept.delete(id)
    setEntries(produce((all) => void all.splice(0, all.length, ...all.filter((entry) => entry.id !== id))))
  }
  const place = (plan: UploadPlan, file: File | null, state: UploadEntry['state']) => {
    kept.set(plan.fileId, { plan, file, running: null })
    setEntries(entries.length, entryOf(plan, state))
  }

  const tellOf = (id: string): Tell => {
    const rateAt = makeTransferRate()
    return {
      state: (state) => change(id, { state, ...(state.kind === 'uploading' ? {} : { rate: null }) }),
      sent: (bytes) => change(id, { sentBytes: bytes, rate: rateAt(Date.now(), bytes) }),
    }
  }

  const run = async (id: string, upload: Kept): Promise<void> => {
    const running = new AbortController()
    upload.running = running
    try {
      const keep = async (plan: UploadPlan) => {
        upload.plan = plan
        await savePlan(plan)
      }
      await runUpload({ session, api, keep }, upload.plan, upload.file, tellOf(id), running.signal)
      void dropFile(id).catch(() => undefined)
      if (entries.find((entry) => entry.id === id)?.state.kind === 'announcing') remove(id)
    } catch (error) {
      if (error instanceof Halted) return
      const { fault } = UploadStopped.from(error)
      change(id, { state: fault === 'feature-off' ? { kind: 'off' } : { kind: 'failed', fault }, rate: null })
    } finally {
      upload.running = null
      void pump()
    }
  }

  const pump = () => {
    const free = mostAtOnce - [...kept.values()].filter(({ running }) => running).length
    for (const { id } of entries.filter(({ state }) => state.kind === 'queued').slice(0, Math.max(0, free))) {
      const upload = kept.get(id)
      if (!upload) continue
      change(id, { state: { kind: 'preparing' } })
      void run(id, upload)
    }
  }

  /** The service forgets what it has; when it does not hear this, it does so by itself a day later. */
  const giveUp = async ({ fileId, server }: UploadPlan) => {
    await forgetUpload(fileId)
    await dropFile(fileId).catch(() => undefined)
    api
      .fetchAt(server, uploadPath(fileId), { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } })
      .catch(() => undefined)
  }

  /** Other bytes, or bytes that the service refused, never get a key that was used. */
  const beginAnew = async (id: string, { plan, file }: Kept): Promise<void> => {
    if (!file) {
      change(id, { state: { kind: 'needs-file' } })
      return
    }
    await giveUp(plan)
    remove(id)
    await begin(plan.roomId, { file, study: plan.study }, plan.mark)
  }

  const begin = async (roomId: RoomId, { file, study }: ToUpload, mark = {}): Promise<void> => {
    const plan = newPlan({ roomId, server: session.serverName }, file, await mimeTypeOf(file), { study, mark })
    // From now on it is none of an earlier page.
    kept.set(plan.fileId, { plan, file, running: null })
    try {
      await savePlan(plan)
    } catch (error) {
      kept.delete(plan.fileId)
      throw error
    }
    place(plan, file, { kind: 'queued' })
    pump()
    // Not waited for: without it, the file is chosen again after a reload.
    void keepFile(plan, file)
      .then(() => (kept.has(plan.fileId) ? undefined : dropFile(plan.fileId)))
      .catch(() => undefined)
  }

  const giveFile = (upload: Kept, file: File): boolean => {
    if (!mayBeSame(upload.plan, file)) return false
    upload.file = file
    change(upload.plan.fileId, { state: { kind: 'queued' } })
    pump()
    return true
  }
  /** A photo, or a film, left in other bytes than it has on the disk, and never leaves in the same ones twice. */
  const giveOriginal = async (upload: Kept, file: File): Promise<boolean> => {
    const { fileId, name, lastModified } = upload.plan
    if (lastModified !== file.lastModified) return false
    const anew = await writtenAnew(file, name)
    if (!anew || kept.get(fileId) !== upload) return false
    await beginAnew(fileId, { ...upload, file: anew })
    return true
  }
  const goOn = (roomId: RoomId, file: File): boolean =>
    entries
      .filter((entry) => entry.roomId === roomId && entry.state.kind === 'needs-file')
      .some(({ id }) => {
        const upload = kept.get(id)
        return upload !== undefined && isCalledThat(upload.plan, file) && giveFile(upload, file)
      })

  const restore = async () => {
    await clearScratch().catch(() => undefined)
    const ids = await keptIds().catch((): string[] => [])
    const plans = await readPlans()
    for (const plan of plans) {
      if (plan.server !== session.serverName || kept.has(plan.fileId)) continue
      const file = ids.includes(plan.fileId) ? await keptFile(plan).catch(() => null) : null
      place(plan, file, { kind: plan.sent || file ? 'queued' : 'needs-file' })
    }
    pump()
    // Of uploads that ended while nobody was there to drop them.
    const known = new Set<string>(plans.map(({ fileId }) => fileId))
    for (const id of ids) if (!known.has(id)) await dropFile(id)
  }

  const stopAll = () => {
    for (const { running } of kept.values()) running?.abort(new Halted())
  }
  createEffect(() => {
    if (session.connection() === 'signed-out') stopAll()
  })
  createEffect(() => {
    if (!api.has('case-files')) return
    setEntries((entry) => entry.state.kind === 'off', { state: { kind: 'queued' } })
    untrack(pump)
  })
  const warn = (event: BeforeUnloadEvent) => {
    if (entries.some(({ state }) => isActive(state))) event.preventDefault()
  }
  addEventListener('beforeunload', warn)
  onCleanup(() => {
    removeEventListener('beforeunload', warn)
    stopAll()
  })
  // Without this browser's memory there is nothing to restore.
  void restore().catch(() => undefined)

  return {
    entries,
    async add(roomId, files, mark) {
      for (const one of files) if (!goOn(roomId, one.file)) await begin(roomId, one, mark)
    },
    pause(id) {
      change(id, { state: { kind: 'paused' }, rate: null })
      kept.get(id)?.running?.abort(new Halted())
    },
    async proceed(id) {
      const upload = kept.get(id)
      const state = entries.find((entry) => entry.id === id)?.state
      if (!upload || !state) return
      const isHeld = state.kind === 'paused' || state.kind === 'off'
      const mayContinue = isHeld || (state.kind === 'failed' && isAnotherTryEnough(state.fault))
      if (!mayContinue) return beginAnew(id, upload)
      change(id, { state: { kind: 'queued' } })
      pump()
    },
    async chooseAgain(id, file) {
      const upload = kept.get(id)
      return upload !== undefined && (giveFile(upload, file) || (await giveOriginal(upload, file)))
    },
    async cancel(id) {
      const upload = kept.get(id)
      if (!upload) return
      upload.running?.abort(new Halted())
      remove(id)
      await giveUp(upload.plan)
      pump()
    },
  }
}

/** Space, rights and the network change; bytes that are not what they were do not. */
const isAnotherTryEnough = (fault: string): boolean =>
  fault !== 'file-changed' && fault !== 'wrong-hash' && fault !== 'not-found' && fault !== 'race-lost'

type Opened = { uploads: Uploads; dispose(): void }
const uploadsOf = new WeakMap<Session, Opened>()

/** One for the whole session: it belongs to no view. */
export const useUploads = (): Uploads => {
  const session = useSession()
  const api = useClinicApi()
  const known = uploadsOf.get(session)
  if (known) return known.uploads
  const opened = createRoot((dispose) => ({ uploads: createUploads(session, api), dispose }))
  uploadsOf.set(session, opened)
  return opened.uploads
}
