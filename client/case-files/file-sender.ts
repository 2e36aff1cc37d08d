import * as v from 'valibot'
import type { Bytes } from '#shared/case-files/bytes.ts'
import { errorBody } from '#shared/errors.ts'
import { dropScratch } from '../workers/scratch-disk.ts'
import type { Outcome } from '../workers/send-bytes.ts'
import type { PageAnswer, PageQuestion, SendAnswer, SendQuestion } from '../workers/send-file.ts'
import { answerCalls, callWorker } from '../workers/worker-calls.ts'
import { UploadStopped } from './upload-faults.ts'
import type { UploadPlan } from './upload-plan.ts'

type Parts = {
  plan: UploadPlan
  file: Blob
  knownTags: Bytes
  keepTags(firstChunk: number, tags: Bytes): Promise<void>
  authorization(): Promise<string>
  onProgress(sentBytes: number): void
  signal: AbortSignal
}

/** A worker that encrypts one file and sends it: its bytes never come to the page. */
export type FileSender = {
  commitment: string
  /** Sends what the service does not have yet; the hash of it all, where all of it was read. Throws `UploadStopped`. */
  send(to: { address: string; isBegun: boolean }): Promise<string | null>
  hash(): Promise<string | null>
} & Disposable

const check = (outcome: Outcome): void => {
  if (outcome.kind === 'unanswered') throw UploadStopped.unanswered()
  if (outcome.kind === 'sent') return
  const body = v.safeParse(v.pipe(v.string(), v.parseJson(), errorBody), outcome.body)
  throw UploadStopped.refused(outcome.status, body.success ? body.output.code : null)
}

/** Ends with the signal, whose reason is thrown then. */
export const openSender = async (parts: Parts): Promise<FileSender> => {
  const { plan, file, knownTags, signal } = parts
  signal.throwIfAborted()
  const worker = callWorker<SendQuestion, SendAnswer>(
    new Worker(new URL('../workers/send-file.ts', import.meta.url), { type: 'module' }),
  )
  const { port1: ours, port2: page } = new MessageChannel()
  const scratch = crypto.randomUUID()
  const end = () => {
    signal.removeEventListener('abort', end)
    worker[Symbol.dispose]()
    ours.close()
    // Mostly nothing is there any more.
    void dropScratch(scratch).catch(() => {})
  }
  signal.addEventListener('abort', end)

  // Only the name of what is thrown comes back from the worker.
  let ownFault: unknown = null
  // What is told of a try may come after the answer to it.
  let isSending = false
  const answer = async (question: PageQuestion): Promise<PageAnswer> => {
    if (question.kind === 'authorization') return { authorization: await parts.authorization() }
    if (question.kind === 'keep-tags') await parts.keepTags(question.firstChunk, question.tags)
    else if (isSending) parts.onProgress(question.sentBytes)
    return null
  }
  answerCalls<PageQuestion, PageAnswer>(
    async (question) => {
      try {
        return { answer: await answer(question) }
      } catch (error) {
        ownFault = error
        throw error
      }
    },
    () => false,
    ours,
  )

  const ask = async (question: SendQuestion, moved: Transferable[] = []): Promise<SendAnswer> => {
    ownFault = null
    try {
      return await worker.ask(question, moved)
    } catch (error) {
      signal.throwIfAborted()
      throw ownFault ?? error
    }
  }
  const { fileId, roomId, secret, chunkBytes } = plan
  const opened = await ask(
    { kind: 'open', file, plan: { fileId, roomId, secret, chunkBytes }, knownTags, scratch, page },
    [page],
  ).catch((error) => {
    end()
    throw error
  })
  if (opened.kind !== 'opened') throw new Error('The worker answered something else.')

  return {
    commitment: opened.commitment,
    async send(to) {
      isSending = true
      const answered = await ask({ kind: 'send', ...to }).finally(() => {
        isSending = false
      })
      if (answered.kind !== 'ended') throw new Error('The worker answered something else.')
      check(answered.outcome)
      return answered.sha256
    },
    async hash() {
      const answered = await ask({ kind: 'hash' })
      if (answered.kind !== 'hashed') throw new Error('The worker answered something else.')
      return answered.sha256
    },
    [Symbol.dispose]: end,
  }
}
