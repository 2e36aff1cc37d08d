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

/** `DELETE /api/case-files/:fileId`: its bytes are gone, and their space is free. */
export const deletionOutput = v.object({ fileId, freedBytes: v.number() })
export type DeletionOutput = v.InferOutput<typeof deletionOutput>

/** `GET /api/case-files/usage`: space for ciphertext at this clinic; what is being uploaded counts. */
export const usageOutput = v.object({ usedBytes: v.number(), quotaBytes: v.number(), maxFileBytes: v.number() })
export type UsageOutput = v.InferOutput<typeof usageOutput>

/** `GET /api/case-files/store`: for the admin of the clinic. */
export const storeOutput = v.object({
  kind: v.picklist(['folder', 's3']),
  /** Why it cannot be used; null when it can. */
  fault: v.nullable(v.picklist(['unreachable', 'refused', 'no-bucket', 'full'])),
  files: v.number(),
  /** Under way. */
  uploads: v.number(),
  usedBytes: v.number(),
  quotaBytes: v.number(),
  maxFileBytes: v.number(),
})
export type StoreOutput = v.InferOutput<typeof storeOutput>

/** Addresses below `/api`. */
export const uploadsPath = '/api/case-files/uploads'
export const uploadPath = (id: string): string => `${uploadsPath}/${id}`
export const completionPath = (id: string): string => `/api/case-files/${id}/completion`
export const filePath = (id: string, room: string): string => `/api/case-files/${id}?roomId=${encodeURIComponent(room)}`
