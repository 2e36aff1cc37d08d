import * as v from 'valibot'
import { fileId, sha256 } from '#shared/case-files/api.ts'
import { hexOf } from '#shared/case-files/bytes.ts'
import { safeFileName } from '#shared/case-files/file-name.ts'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import { defaultChunkBytes, recordsVersion, secretBytes } from '#shared/case-files/records.ts'
import { studySummary } from '#shared/dicom/study-index.ts'
import { type RoomId, roomId, type ServerName, serverName } from '#shared/matrix/ids.ts'

/** What one upload is, from the first byte to the event. Its key belongs to these bytes and no others. */
export const uploadPlan = v.object({
  fileId,
  roomId,
  server: serverName,
  secret: v.string(),
  chunkBytes: v.number(),
  name: v.string(),
  mimeType: v.string(),
  sizeBytes: v.number(),
  /** Unix time in ms, as the file system says. */
  lastModified: v.number(),
  /** Absent in plans of earlier versions. */
  study: v.optional(v.nullable(studySummary), null),
  /** Once every byte has been sent. */
  sent: v.nullable(v.object({ sha256, commitment: v.string() })),
  /** What its message says beside the file, as for which duty it is sent; absent in plans of earlier versions. */
  mark: v.optional(v.record(v.string(), v.unknown()), {}),
})
export type UploadPlan = v.InferOutput<typeof uploadPlan>

export const newPlan = (
  where: { roomId: RoomId; server: ServerName },
  file: Pick<File, 'name' | 'size' | 'lastModified'>,
  mimeType: string,
  { study = null, mark = {} }: Partial<Pick<UploadPlan, 'study' | 'mark'>> = {},
): UploadPlan => ({
  ...where,
  fileId: crypto.randomUUID(),
  secret: hexOf(crypto.getRandomValues(new Uint8Array(secretBytes))),
  chunkBytes: defaultChunkBytes,
  name: safeFileName(file.name),
  mimeType,
  sizeBytes: file.size,
  lastModified: file.lastModified,
  study,
  sent: null,
  mark,
})

/** It may be the same, whatever it is called now; what was sent of it has to prove that. */
export const mayBeSame = (plan: UploadPlan, file: Pick<File, 'size' | 'lastModified'>): boolean =>
  plan.sizeBytes === file.size && plan.lastModified === file.lastModified

export const isCalledThat = (plan: UploadPlan, file: Pick<File, 'name'>): boolean =>
  plan.name === safeFileName(file.name)

export const manifestOf = (plan: UploadPlan, sent: NonNullable<UploadPlan['sent']>): CaseFileManifest => ({
  version: recordsVersion,
  fileId: plan.fileId,
  server: plan.server,
  name: plan.name,
  mimeType: plan.mimeType,
  sizeBytes: plan.sizeBytes,
  chunkBytes: plan.chunkBytes,
  sha256: sent.sha256,
  secret: plan.secret,
  commitment: sent.commitment,
  ...(plan.study && { study: plan.study }),
})
