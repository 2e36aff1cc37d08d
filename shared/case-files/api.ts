import * as v from 'valibot'
import { roomId } from '../matrix/ids.ts'

/** Chosen by the client, so that a creation whose answer got lost is found again. */
export const fileId = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'not a file id'),
)
export const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hexadecimal'))

export const fileParam = v.object({ fileId })
export const roomQuery = v.object({ roomId })

const wholeNumber = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number), v.minValue(1))

/** tus 1.0 "Creation", with `Upload-Metadata: fileId …,roomId …`. */
export const uploadInput = v.object({ fileId, roomId, lengthBytes: wholeNumber })
export type UploadInput = v.InferOutput<typeof uploadInput>

/** `POST /api/case-files/:fileId/completion`: all bytes are there; `sha256` is that of the ciphertext. */
export const completionInput = v.object({ roomId, sha256 })
export type CompletionInput = v.InferOutput<typeof completionInput>

export const completionOutput = v.object({ fileId, sizeBytes: v.number(), sha256 })
export type CompletionOutput = v.InferOutput<typeof completionOutput>

/** `GET /api/case-files/usage`: space for ciphertext at this clinic; what is being uploaded counts. */
export const usageOutput = v.object({ usedBytes: v.number(), quotaBytes: v.number(), maxFileBytes: v.number() })
export type UsageOutput = v.InferOutput<typeof usageOutput>

/** Addresses below `/api`. */
export const uploadsPath = '/api/case-files/uploads'
export const uploadPath = (id: string): string => `${uploadsPath}/${id}`
export const filePath = (id: string, room: string): string => `/api/case-files/${id}?roomId=${encodeURIComponent(room)}`
