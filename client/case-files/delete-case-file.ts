import { filePath } from '#shared/case-files/api.ts'
import type { FileDeletion } from '#shared/case-files/deletion.ts'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { type ClinicApi, readApiError } from '../clinic-api/index.ts'
import type { Session } from '../matrix/types.ts'

type Parts = { api: Pick<ClinicApi, 'fetchAt'>; session: Pick<Session, 'outbox'> }

/** Deletes a file where it is stored, then tells the conversation. Throws `ApiError` when nothing was deleted. */
export const deleteCaseFile = async ({ api, session }: Parts, roomId: RoomId, manifest: CaseFileManifest) => {
  const { fileId, name, server } = manifest
  const response = await api.fetchAt(server, filePath(fileId, roomId), { method: 'DELETE' })
  if (!response.ok) {
    const refusal = await readApiError(response)
    // Deleted already, and perhaps nobody could be told.
    if (refusal.code !== 'not-found') throw refusal
  }
  await session.outbox.send(roomId, eventTypes.caseFileDeletion, { version: 1, fileId, name } satisfies FileDeletion)
}
