import { createSHA256 } from 'hash-wasm'
import { answerCalls } from './worker-calls.ts'

export type HashQuestion = { file: Blob }
/** SHA-256 in hexadecimal. */
export type HashAnswer = { sha256: string }

/** Only so much is in memory at once. */
const chunkBytes = 4 * 1024 * 1024

answerCalls<HashQuestion, HashAnswer>(async ({ file }) => {
  const hash = await createSHA256()
  hash.init()
  for (let at = 0; at < file.size; at += chunkBytes)
    hash.update(new Uint8Array(await file.slice(at, at + chunkBytes).arrayBuffer()))
  return { answer: { sha256: hash.digest('hex') } }
})
