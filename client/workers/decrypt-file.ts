import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import { type OpenedFile, openFile } from './open-file.ts'
import { answerCalls } from './worker-calls.ts'

export type DecryptQuestion =
  | { kind: 'open'; manifest: CaseFileManifest }
  | { kind: 'take'; block: ArrayBuffer }
  | { kind: 'finish' }

export type DecryptAnswer = { plain: ArrayBuffer[] }

let opened: OpenedFile | null = null

answerCalls<DecryptQuestion, DecryptAnswer>(async (question) => {
  if (question.kind === 'open') {
    opened = await openFile(question.manifest)
    return { answer: { plain: [] } }
  }
  if (!opened) throw new Error('Nothing is open.')
  if (question.kind === 'finish') {
    opened.finish()
    return { answer: { plain: [] } }
  }
  const plain = await opened.take(question.block)
  return { answer: { plain }, moved: plain }
})
