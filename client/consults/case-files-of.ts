import * as v from 'valibot'
import type { ConsultRecord } from '#shared/fhir/consult-record.ts'
import type { RoomEvent } from '../matrix/types.ts'

/** What an export says of a file. */
const described = v.object({ name: v.string(), mimeType: v.string(), sizeBytes: v.number() })

/** The files of the room that came encrypted; an export names them and points to them. */
export const caseFilesOf = (events: readonly RoomEvent[]): ConsultRecord['files'] =>
  events.flatMap(({ eventId, encrypted, sender, at, content }) => {
    const parsed = v.safeParse(described, content)
    return encrypted && parsed.success ? [{ eventId, sender, at, ...parsed.output }] : []
  })
