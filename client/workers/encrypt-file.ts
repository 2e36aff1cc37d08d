import { type Bytes, bytesOfHex, hexOf } from '#shared/case-files/bytes.ts'
import type { Range } from '#shared/case-files/records.ts'
import { openCipher } from './case-file-cipher.ts'
import { type SealedBlock, type SealedFile, sealFile } from './seal-file.ts'
import { answerCalls } from './worker-calls.ts'

export type EncryptQuestion =
  | { kind: 'open'; file: Blob; fileId: string; secret: string; chunkBytes: number; knownTags: Bytes }
  | { kind: 'read'; range: Range }

export type EncryptAnswer =
  | { kind: 'opened'; sealedBytes: number; commitment: string }
  | { kind: 'block'; block: SealedBlock; sha256: string | null }

let sealed: SealedFile | null = null

answerCalls<EncryptQuestion, EncryptAnswer>(async (question) => {
  if (question.kind === 'open') {
    const { file, fileId, secret, chunkBytes, knownTags } = question
    const cipher = await openCipher({ plainBytes: file.size, chunkBytes }, fileId, bytesOfHex(secret))
    sealed = await sealFile(file, cipher, knownTags)
    return {
      answer: { kind: 'opened', sealedBytes: sealed.sealedBytes, commitment: hexOf(cipher.commitment) },
    }
  }
  if (!sealed) throw new Error('Nothing is open.')
  const block = await sealed.read(question.range)
  return { answer: { kind: 'block', block, sha256: sealed.sha256() }, moved: [block.bytes.buffer] }
})
