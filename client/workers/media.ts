import type { EncryptedFile, FileSeal } from '#shared/media/encrypted-file.ts'
import { headBytes, typeOfBytes } from '#shared/media/type-of-bytes.ts'
import { type CleanPicture, cleanPicture, type PictureFacts, pictureFacts } from './clean-picture.ts'
import type { CleanRecording } from './clean-recording.ts'
import { decryptMedia, encryptMedia } from './media-cipher.ts'
import { answerCalls } from './worker-calls.ts'

/** Pictures, recordings and files of messages: written anew without what they say beside, sealed and opened. */
export type MediaQuestion =
  | { kind: 'type'; file: Blob }
  | { kind: 'clean-picture'; file: Blob; mimeType: string }
  | { kind: 'picture-facts'; file: Blob }
  | { kind: 'clean-recording'; file: Blob }
  | { kind: 'encrypt'; file: Blob }
  | { kind: 'decrypt'; cipher: Blob; file: EncryptedFile }

export type MediaAnswer =
  | { kind: 'type'; mimeType: string | null }
  | { kind: 'clean-picture'; picture: CleanPicture }
  | { kind: 'picture-facts'; facts: PictureFacts }
  | { kind: 'clean-recording'; recording: CleanRecording }
  | { kind: 'encrypt'; cipher: Blob; seal: FileSeal }
  /** Decrypted and verified, with the type that its bytes show. */
  | { kind: 'decrypt'; plain: Blob; mimeType: string | null }

const typeOf = async (file: Blob) => typeOfBytes(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()))

const answer = async (question: MediaQuestion): Promise<MediaAnswer> => {
  switch (question.kind) {
    case 'type':
      return { kind: 'type', mimeType: await typeOf(question.file) }
    case 'clean-picture':
      return { kind: 'clean-picture', picture: await cleanPicture(question.file, question.mimeType) }
    case 'picture-facts':
      return { kind: 'picture-facts', facts: await pictureFacts(question.file) }
    case 'clean-recording': {
      const { cleanRecording } = await import('./clean-recording.ts')
      return { kind: 'clean-recording', recording: await cleanRecording(question.file) }
    }
    case 'encrypt':
      return { kind: 'encrypt', ...(await encryptMedia(question.file)) }
    case 'decrypt': {
      const plain = await decryptMedia(question.cipher, question.file)
      return { kind: 'decrypt', plain, mimeType: await typeOf(plain) }
    }
    default:
      return question satisfies never
  }
}

answerCalls<MediaQuestion, MediaAnswer>(async (question) => ({ answer: await answer(question) }))
