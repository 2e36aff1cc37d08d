import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import { type OpenedFile, openChunks, openFile } from './open-file.ts'
import { answerCalls } from './worker-calls.ts'

export type DecryptQuestion =
  | { kind: 'open'; manifest: CaseFileManifest }
  /** Whole chunks from anywhere, the number of the first with them. */
  | { kind: 'open-chunks'; manifest: CaseFileManifest }
  | { kind: 'chunks'; first: number; block: ArrayBuffer }
  | { kind: 'take'; block: ArrayBuffer }
  | { kind: 'finish' }

export type DecryptAnswer = { plain: ArrayBuffer[] }

let opened: OpenedFile | null = null
let chunks: Awaited<ReturnType<typeof openChunks>> | null = null

answerCalls<DecryptQuestion, DecryptAnswer>(async (question) => {
  if (question.kind === 'open') {
    opened = await openFile(question.manifest)
    return { answer: { plain: [] } }
  }
  if (question.kind === 'open-chunks') {
    chunks = await openChunks(question.manifest)
    return { answer: { plain: [] } }
  }
  if (question.kind === 'chunks') {
    if (!chunks) throw new Error('Nothing is open.')
    const plain = await chunks(question.first, question.block)
    return { answer: { plain }, moved: plain }
  }
  if (!opened) throw new Error('Nothing is open.')
  if (question.kind === 'finish') {
    opened.finish()
    return { answer: { plain: [] } }
  }
  const plain = await opened.take(question.block)
  return { answer: { plain }, moved: plain }
})
