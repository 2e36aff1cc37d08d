import type { SignedReport } from '../consults/report.ts'
import type { ConsultRequest } from '../consults/request.ts'
import type { Task } from '../consults/task-content.ts'
import type { RoomId, ServerName, UserId } from '../matrix/ids.ts'

/** Everything that an export of a consult needs, decrypted by the client that makes it. */
export type ConsultRecord = {
  roomId: RoomId
  task: Task
  request: ConsultRequest
  /** Oldest first, each correcting the one before. */
  reports: SignedReport[]
  /** What was asked after the answer, oldest first. */
  questions: { eventId: string; text: string; at: number }[]
  /** What was said about it, oldest first; empty unless the person includes it. */
  conversation: { eventId: string; sender: UserId; text: string; at: number }[]
  files: { eventId: string; name: string; mimeType: string; sizeBytes: number; sender: UserId; at: number }[]
  /** What is known of the consults that further specialties were brought in with. */
  parts: Task[]
  nameOf(userId: UserId): string
  clinicNameOf(server: ServerName): string
  /** Headings of the report, in the language of the export. */
  headings: { findings: string; assessment: string; recommendation: string }
  language: 'de' | 'en'
  /** Unix time in ms. */
  exportedAt: number
}
