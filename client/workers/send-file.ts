import { type Bytes, bytesOfHex, hexOf } from '#shared/case-files/bytes.ts'
import { openCipher } from './case-file-cipher.ts'
import { readAhead } from './read-ahead.ts'
import { type SealedFile, sealFile } from './seal-file.ts'
import { type Outcome, type Sending, sendBytes } from './send-bytes.ts'
import { answerCalls, callWorker } from './worker-calls.ts'

type Plan = { fileId: string; roomId: string; secret: string; chunkBytes: number }

export type SendQuestion =
  /** `page`: answers what only the page knows, and knows what to remove when it ends the worker. */
  | { kind: 'open'; file: Blob; plan: Plan; knownTags: Bytes; scratch: string; page: MessagePort }
  | { kind: 'send'; address: string; isBegun: boolean }
  /** Reads what nobody had to send any more. */
  | { kind: 'hash' }

export type SendAnswer =
  | { kind: 'opened'; commitment: string }
  | { kind: 'ended'; outcome: Outcome; sha256: string | null }
  | { kind: 'hashed'; sha256: string | null }

/** What the worker asks, and tells, the page. */
export type PageQuestion =
  | { kind: 'authorization' }
  | { kind: 'keep-tags'; firstChunk: number; tags: Bytes }
  | { kind: 'progress'; sentBytes: number }
export type PageAnswer = { authorization: string } | null

type Opened = { sealed: SealedFile; sending: Omit<Sending, 'address' | 'isBegun'> }

const open = async ({ file, plan, knownTags, scratch, page }: SendQuestion & { kind: 'open' }) => {
  const { fileId, roomId, chunkBytes, secret } = plan
  const asks = callWorker<PageQuestion, PageAnswer>(page)
  const cipher = await openCipher({ plainBytes: file.size, chunkBytes }, fileId, bytesOfHex(secret))
  const sealed = await sealFile(file, cipher, knownTags)
  const { sealedBytes } = sealed
  const read = readAhead(sealed, async (firstChunk, tags) => {
    await asks.ask({ kind: 'keep-tags', firstChunk, tags })
  })
  const authorization = async () => (await asks.ask({ kind: 'authorization' }))?.authorization ?? ''
  const onProgress = (sentBytes: number) => void asks.ask({ kind: 'progress', sentBytes })
  const opened: Opened = {
    sealed,
    sending: { fileId, roomId, chunkBytes, sealedBytes, scratch, read, authorization, onProgress },
  }
  return { opened, commitment: hexOf(cipher.commitment) }
}

let current: Opened | null = null

const answer = async (question: SendQuestion): Promise<SendAnswer> => {
  if (question.kind === 'open') {
    const { opened, commitment } = await open(question)
    current = opened
    return { kind: 'opened', commitment }
  }
  if (!current) throw new Error('Nothing is open.')
  const { sealed, sending } = current
  if (question.kind === 'send') {
    const { address, isBegun } = question
    const outcome = await sendBytes({ ...sending, address, isBegun })
    return { kind: 'ended', outcome, sha256: sealed.sha256() }
  }
  await sending.read({ start: sealed.sealedBytes - 1, end: sealed.sealedBytes })
  return { kind: 'hashed', sha256: sealed.sha256() }
}

answerCalls<SendQuestion, SendAnswer>(async (question) => ({ answer: await answer(question) }))
