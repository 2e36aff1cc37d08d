import * as v from 'valibot'
import { eventId, roomId, serverName, userId } from '../matrix/ids.ts'

/** What a room is for; of those whose name the service gives, an admin sees it. */
export const roomKinds = [
  'consult',
  'duty',
  'department',
  'urgent',
  'guest-call',
  'space',
  'audit',
  'conversation',
] as const
export const roomKind = v.picklist(roomKinds)
export type RoomKind = v.InferOutput<typeof roomKind>

/** Why a room is closed; said to its people, so no words of anybody. */
export const closingReasons = ['reported', 'not-needed', 'partner-ended', 'other'] as const
export type ClosingReason = (typeof closingReasons)[number]

/** State of a room that a clinic's administration has closed, sent by that clinic's service account. Empty: open again. */
export const roomClosed = v.object({
  reason: v.picklist(closingReasons),
  /** Unix time in ms. */
  at: v.number(),
})
export type RoomClosed = v.InferOutput<typeof roomClosed>

/** Null for what is no closing, or the end of one. */
export const parseRoomClosed = (content: unknown): RoomClosed | null => {
  const parsed = v.safeParse(roomClosed, content)
  return parsed.success ? parsed.output : null
}

export const roomParam = v.object({ roomId })

export const memberOfRoom = v.object({
  userId,
  /** May change who may do what. */
  isOwner: v.boolean(),
})

/** `GET /api/rooms/:roomId`, clinic admin: who takes part and how it is protected; never what is said. */
export const roomDetail = v.object({
  roomId,
  kind: roomKind,
  /** As the clinic's service named it; null for what people have named. */
  name: v.nullable(v.string()),
  /** Members of each clinic, the own one first. */
  clinics: v.array(v.object({ serverName, members: v.array(memberOfRoom) })),
  isEncrypted: v.boolean(),
  historyVisibility: v.string(),
  closed: v.nullable(roomClosed),
  /** Nobody of this clinic can change who may do what any more. */
  hasNoOwnOwner: v.boolean(),
  /** Why it cannot be removed here; null when it can. */
  keptFor: v.nullable(v.picklist(['service', 'open-consult'])),
  caseFiles: v.number(),
})
export type RoomDetail = v.InferOutput<typeof roomDetail>

/** `PUT /api/rooms/:roomId/closing`; null opens it again. */
export const closingInput = v.object({ reason: v.nullable(v.picklist(closingReasons)) })
export type ClosingInput = v.InferOutput<typeof closingInput>

export const closingOutput = v.object({
  closed: v.nullable(roomClosed),
  /** It was said in the room, so that it holds at the partners too; else only the own people are kept from writing. */
  isTold: v.boolean(),
})
export type ClosingOutput = v.InferOutput<typeof closingOutput>

/** `PUT /api/rooms/:roomId/owner`: a member of this clinic. */
export const ownerInput = v.object({ userId })

/** What somebody types who means it: the end of the id, which stands beside the field. */
export const confirmationOf = (id: string): string => id.replace(/:.*$/, '').slice(-6)
export const purgeInput = v.object({ confirmation: v.string() })
export const purgeOutput = v.object({ roomId, deletedFiles: v.number() })

/** Why somebody reports a message. Words of theirs might repeat what it says, so there are none. */
export const reportReasons = ['patient-data', 'wrong-recipient', 'insult', 'unwanted', 'other'] as const
export const reportReason = v.picklist(reportReasons)
export type ReportReason = (typeof reportReasons)[number]

export const reportedMessage = v.object({
  /** Synapse's number. */
  id: v.number(),
  /** Unix time in ms. */
  at: v.number(),
  roomId,
  eventId,
  reporter: userId,
  sender: v.nullable(userId),
  reason: reportReason,
})
export type ReportedMessage = v.InferOutput<typeof reportedMessage>

/** `GET /api/rooms/reports`, clinic admin: newest first. */
export const reportsOutput = v.object({
  reports: v.array(reportedMessage),
  total: v.number(),
  next: v.nullable(v.string()),
})
export type ReportsOutput = v.InferOutput<typeof reportsOutput>
/** `GET /api/rooms/reports/count`, clinic admin: how many nobody has dealt with yet, of which nothing is told by it. */
export const reportCountOutput = v.object({ total: v.number() })
export type ReportCountOutput = v.InferOutput<typeof reportCountOutput>
export const reportParam = v.object({ id: v.pipe(v.string(), v.regex(/^\d{1,12}$/)) })
