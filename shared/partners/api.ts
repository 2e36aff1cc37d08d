import * as v from 'valibot'
import { cardContent } from '../clinic/card.ts'
import { serverName } from '../matrix/ids.ts'
import { connectionError, connectionReport } from './connection.ts'
import { partnerLimits, partnerServices, statedLimits } from './limits.ts'
import { standings, targets } from './partnership.ts'

/** SHA-256 of the server's Matrix signing keys, in groups of four for reading aloud. */
const keyFingerprint = v.pipe(v.string(), v.regex(/^[0-9A-F]{4}( [0-9A-F]{4}){15}$/, 'not a fingerprint'))

/** What a clinic says of itself now, where it is not what an admin here has agreed to. */
export const changedCard = v.object({
  name: v.string(),
  url: v.string(),
  livekitUrl: v.nullable(v.string()),
  keyFingerprint,
  card: cardContent,
})
export type ChangedCard = v.InferOutput<typeof changedCard>

export const partner = v.object({
  serverName,
  /** As the clinic calls itself; its server name until we have asked it. */
  name: v.string(),
  /** Web address of the clinic; null until we have asked it. */
  url: v.nullable(v.string()),
  livekitUrl: v.nullable(v.string()),
  status: v.picklist(['proposed', 'active', 'suspended', 'ended']),
  proposedBy: v.nullable(v.picklist(['us', 'them'])),
  /** `list`: by the federation list, which does not name it, or has ended. `time`: what was agreed has run out. */
  suspendedBy: v.nullable(v.picklist(['us', 'them', 'both', 'list', 'time'])),
  /** Active for us, and shut there, as by a federation list that does not name us: their service said so when last asked. */
  isShutByThem: v.optional(v.boolean(), false),
  /** Of one that has ended: the other clinic has declined what we asked, so that it never began. */
  isDeclined: v.optional(v.boolean(), false),
  /** Unix time in ms of the last change of status. */
  since: v.number(),
  /** Null until we have fetched and checked the keys. */
  keyFingerprint: v.nullable(keyFingerprint),
  /** What it says of itself, as an admin here has seen it; null until we have asked it. */
  card: v.optional(v.nullable(cardContent), null),
  /** For admins. */
  changed: v.optional(v.nullable(changedCard), null),
  /** What both sides let each other do. Left out by a service that knows no limits, and by what a browser kept of it. */
  services: v.optional(v.array(v.picklist(partnerServices)), [...partnerServices]),
  /** When it runs out; Unix time in ms. */
  until: v.optional(v.nullable(v.number()), null),
  /** For admins: what each side has set. */
  limits: v.optional(v.nullable(v.object({ ours: partnerLimits, theirs: statedLimits })), null),
})
export type Partner = v.InferOutput<typeof partner>

/** `POST /api/partners/:serverName/connection-tests`, clinic admin: any clinic, also one that is no partner yet. */
export const connectionTestOutput = connectionReport

export const partnerConnection = v.object({
  serverName,
  report: connectionReport,
  /** Since the service runs; stays when the connection is good again. */
  lastError: v.nullable(connectionError),
})
export type PartnerConnection = v.InferOutput<typeof partnerConnection>

/** `GET /api/partners`, for people of the own clinic. */
export const partnersOutput = v.object({
  /** Ours, for the other admin to compare; null while the homeserver is down. */
  ownKeyFingerprint: v.nullable(keyFingerprint),
  partners: v.array(partner),
  /** For admins: of those whose connection was tested. */
  connections: v.array(partnerConnection),
})
export type PartnersOutput = v.InferOutput<typeof partnersOutput>

/** `POST /api/partners`, clinic admin: propose; accepts when the other clinic has proposed already. */
export const proposeInput = v.object({
  serverName,
  /** What the admin has seen; refused when the keys are others by now. */
  keyFingerprint: v.optional(keyFingerprint),
})

export const partnerParam = v.object({ serverName })

/** `POST /api/partners/:serverName/transitions`, clinic admin. Answers the partner as it stands then. */
export const partnerTransitionInput = v.object({
  to: v.picklist(targets),
  /** What the admin compared; refused when the keys are others by now. */
  keyFingerprint: v.optional(keyFingerprint),
})
export type PartnerTransitionInput = v.InferOutput<typeof partnerTransitionInput>

/** `PUT /api/partners/:serverName/card`, clinic admin: takes what it says of itself now, with the keys that were compared. */
export const takeCardInput = v.object({ keyFingerprint })

/** `PUT /api/partners/:serverName/limits`, clinic admin: what we let them do. Answers the partner as it stands then. */
export const limitsInput = partnerLimits

const messageId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22,64}$/))

/**
 * `POST /api/partners/messages`, from a clinic's service, to say "our side of the partnership changed".
 * It is a hint and proves nothing: we fetch the message back from the server it names, over TLS.
 * The answer is the receiver's own side, `none` to whom it has not fetched back from.
 */
export const partnerHint = v.object({ serverName, messageId, standing: v.picklist(standings) })
export type PartnerHint = v.InferOutput<typeof partnerHint>
export const partnerHintOutput = v.object({ standing: v.picklist(standings), limits: v.optional(statedLimits) })
export type PartnerHintOutput = v.InferOutput<typeof partnerHintOutput>

export const messageParam = v.object({ messageId })
/** `GET /api/partners/messages/:messageId`: fetched back by the receiver; the id is known to nobody else. */
export const partnerMessage = v.object({
  from: serverName,
  to: serverName,
  standing: v.picklist(standings),
  /** What the sender lets the receiver do; left out: everything. */
  limits: v.optional(statedLimits),
})
export type PartnerMessage = v.InferOutput<typeof partnerMessage>
