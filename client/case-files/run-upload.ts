import { type CompletionInput, completionPath } from '#shared/case-files/api.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type ClinicApi, readApiError } from '../clinic-api/index.ts'
import type { Session } from '../matrix/types.ts'
import { type FileSender, openSender } from './file-sender.ts'
import { UploadStopped } from './upload-faults.ts'
import { manifestOf, type UploadPlan } from './upload-plan.ts'
import { forgetUpload, readTags, saveTags } from './upload-records.ts'
import type { UploadState } from './upload-state.ts'
import { pauseMs, waitForConnection } from './wait-for-connection.ts'

/** Refusals that may pass, one after the other and without a byte taken, before the person is told. */
const patienceTries = 40

export type UploadParts = {
  session: Pick<Session, 'outbox'>
  api: ClinicApi
  /** What the next run has to know, of this page or of the next one. */
  keep(plan: UploadPlan): Promise<void>
}
export type Tell = { state(state: Exclude<UploadState, { kind: 'failed' }>): void; sent(bytes: number): void }

/** Tries until it is done; in between, waits for better times. `hasProgressed` says whether a try came further. */
const persist = async <T>(
  attempt: (tries: number) => Promise<T>,
  tell: Tell,
  signal: AbortSignal,
  hasProgressed: () => boolean = () => false,
): Promise<T> => {
  for (let tries = 0, total = 0; ; tries += 1, total += 1) {
    try {
      return await attempt(total)
    } catch (error) {
      signal.throwIfAborted()
      const stopped = UploadStopped.from(error)
      if (hasProgressed()) tries = 0
      // Without network it waits as long as it takes; a service that answers and refuses is not asked for ever.
      const isPatient = stopped.kind === 'silent' || !navigator.onLine || tries < patienceTries
      if (stopped.kind === 'final' || !isPatient) throw stopped
      tell.state({ kind: 'waiting', isForStore: stopped.fault === 'store-unreachable' })
      await waitForConnection(pauseMs(tries), signal)
    }
  }
}

type Sent = NonNullable<UploadPlan['sent']>

/** After an interruption at the very end nothing was left to send, but all of it is left to hash. */
const hashed = async (sender: FileSender, tell: Tell): Promise<string> => {
  tell.state({ kind: 'preparing' })
  const sha256 = await sender.hash()
  if (sha256 === null) throw new UploadStopped('internal', 'final')
  return sha256
}

const send = async (
  { api }: UploadParts,
  plan: UploadPlan,
  file: Blob,
  tell: Tell,
  signal: AbortSignal,
): Promise<Sent> => {
  tell.state({ kind: 'preparing' })
  const knownTags = await readTags(plan.fileId)
  let furthest = 0
  let before = 0
  const hasProgressed = () => {
    const did = furthest > before
    before = furthest
    return did
  }
  using sender = await openSender({
    plan,
    file,
    knownTags,
    keepTags: (first, tags) => saveTags(plan.fileId, first, tags),
    authorization: () => api.authorizationAt(plan.server),
    onProgress: (bytes) => {
      furthest = Math.max(furthest, bytes)
      tell.state({ kind: 'uploading' })
      tell.sent(bytes)
    },
    signal,
  })
  const address = await api.addressOf(plan.server)
  const sha256 = await persist(
    (tries) =>
      sender.send({ address, isBegun: tries > 0 || knownTags.length > 0 }).catch(async (error) => {
        // A session that the service no longer knows is renewed by asking it something.
        if (error instanceof UploadStopped && error.fault === 'not-signed-in')
          await api.fetchAt(plan.server, '/api/case-files/usage', { signal })
        throw error
      }),
    tell,
    signal,
    hasProgressed,
  )
  return { sha256: sha256 ?? (await hashed(sender, tell)), commitment: sender.commitment }
}

/** The clinic reads all of it before it answers: what takes minutes at 20 GiB is no silence. */
const complete = async (
  { api }: UploadParts,
  plan: UploadPlan,
  { sha256 }: Sent,
  signal: AbortSignal,
): Promise<void> => {
  const { fileId, roomId, server } = plan
  const input: CompletionInput = { roomId, sha256 }
  const response = await api.fetchAt(server, completionPath(fileId), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal,
  })
  if (!response.ok) throw await readApiError(response)
}

/** Brings one upload to its end, from wherever it was left. Throws `UploadStopped`, or the reason of the signal. */
export const runUpload = async (
  parts: UploadParts,
  planned: UploadPlan,
  file: Blob | null,
  tell: Tell,
  signal: AbortSignal,
): Promise<void> => {
  const { session, keep } = parts
  let plan = planned
  for (;;) {
    if (!plan.sent) {
      if (!file) {
        tell.state({ kind: 'needs-file' })
        return
      }
      const sent = await send(parts, plan, file, tell, signal)
      plan = { ...plan, sent }
      await keep(plan)
    }
    const { sent } = plan
    if (!sent) throw new UploadStopped('internal', 'final')
    try {
      await persist(
        () => {
          tell.state({ kind: 'completing' })
          return complete(parts, plan, sent, signal)
        },
        tell,
        signal,
      )
      break
    } catch (error) {
      // The service has fewer bytes than it had taken: its machine lost power.
      if (!(error instanceof UploadStopped) || error.fault !== 'illegal-transition') throw error
      plan = { ...plan, sent: null }
      await keep(plan)
    }
  }
  if (!plan.sent) return
  tell.state({ kind: 'announcing' })
  const txnId = await session.outbox.send(plan.roomId, eventTypes.caseFile, {
    ...plan.mark,
    ...manifestOf(plan, plan.sent),
  })
  await forgetUpload(plan.fileId)
  // Shown until the conversation shows it; a message that is discarded takes it along.
  await session.outbox.sent(txnId).catch(() => {})
}
