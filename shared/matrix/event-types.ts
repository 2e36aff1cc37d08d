/** Matrix event and room types that we define, or that Matrix defines and we name in more than one place. */
export const eventTypes = {
  /** Room type in `m.room.create` of a consult. */
  consultRoom: 'app.consilium.consult',
  /** State, written by the home clinic's service account only: workflow without clinical content. */
  consultTask: 'app.consilium.consult.task',
  /** Encrypted: the clinical question. */
  consultRequest: 'app.consilium.consult.request',
  /** Encrypted: the answer, versioned and signed off. */
  consultReport: 'app.consilium.consult.report',
  /** A follow-up question after the answer, encrypted. */
  consultQuestion: 'app.consilium.consult.question',
  /** Encrypted: reference to a case file with its key. */
  caseFile: 'app.consilium.case_file',
  /** Encrypted: a case file was deleted where it was stored. */
  caseFileDeletion: 'app.consilium.case_file.deletion',
  /** Encrypted: something drawn on a picture of a case file, a key image, or that one of them is taken away. */
  imageAnnotation: 'app.consilium.image_annotation',
  /** Encrypted: who has taken the conversation out of the application, unencrypted, and what of it. */
  roomExport: 'app.consilium.export',
  /** Room type in `m.room.create` of an urgent message's alert. */
  urgentRoom: 'app.consilium.urgent',
  /** State, written by the service account of the sender's clinic only: who is called by when, who has confirmed. */
  urgentAlert: 'app.consilium.urgent.alert',
  /** Encrypted: gematik's answer to a message that asks for one. */
  responseStatus: 'de.gematik.response.status',
  /** Room type of the room of a department, made and kept by the clinic's service. */
  departmentRoom: 'app.consilium.department',
  /** Room account data: until when somebody hears nothing of a conversation. */
  mutedUntil: 'app.consilium.muted_until',
  /** Room type in `m.room.create` of a conversation with a duty role. */
  dutyRoom: 'app.consilium.duty',
  /** State, written by the service account of the role's clinic only: who answers for the role. */
  dutyRoster: 'app.consilium.duty.roster',
  /** Encrypted: what the next one on duty should know. */
  dutyHandover: 'app.consilium.duty.handover',
  /** To a device, encrypted: asks a member for the keys of what was said before one came. */
  historyRequest: 'app.consilium.history_request',
  /** Room type of the room in which a clinic's service keeps where its log of accesses stands. */
  auditRoom: 'app.consilium.audit',
  /** State, written by the service account: number and hash of the newest entry. */
  auditHead: 'app.consilium.audit.head',
  /** Room type in `m.room.create` of a conversation's call with guests, made by the host's clinic's service. */
  guestCallRoom: 'app.consilium.guest_call',
  /** State: a clinic's administration has closed the room; sent by that clinic's service account. */
  roomClosed: 'app.consilium.room_closed',
  /** Account data of the sender, written by the Synapse module: which servers have which event. */
  delivered: 'app.consilium.delivered',

  create: 'm.room.create',
  member: 'm.room.member',
  encryption: 'm.room.encryption',
  encrypted: 'm.room.encrypted',
  historyVisibility: 'm.room.history_visibility',
  powerLevels: 'm.room.power_levels',
  joinRules: 'm.room.join_rules',
  guestAccess: 'm.room.guest_access',
  name: 'm.room.name',
  /** Room type: the conversations of one clinic. */
  space: 'm.space',
  spaceChild: 'm.space.child',
  spaceParent: 'm.space.parent',
  /** Room account data (MSC2867). */
  markedUnread: 'm.marked_unread',
  message: 'm.room.message',
  reaction: 'm.reaction',
  redaction: 'm.room.redaction',
  callMember: 'org.matrix.msc3401.call.member',
  callSlot: 'org.matrix.msc4143.rtc.slot',
  mediaKeys: 'io.element.call.encryption_keys',
  /** Encrypted: somebody calls (MSC4075), and somebody who is called does not want to (MSC4310). */
  ring: 'org.matrix.msc4075.rtc.notification',
  ringDecline: 'org.matrix.msc4310.rtc.decline',
  /** State: who may be in the room's call; written by a host, or for one by the clinic's service whose room it is. */
  callOrder: 'app.consilium.call.order',
  /** State, written by the service whose room it is: a guest of the call, by the localpart and server of their account. */
  callGuest: 'app.consilium.call.guest',
  /** Encrypted, in the conversation: somebody has made a link for a guest, with the key to know the guest's device by. */
  callGuestLink: 'app.consilium.call.guest_link',
  /** Encrypted: times proposed for a call, an answer to them, or that it is cancelled. */
  callPlan: 'app.consilium.call.plan',
  /** To a device, encrypted: somebody waits to be let into the call, or raises a hand in it. */
  callSign: 'app.consilium.call.sign',
  /** To a device, encrypted: whose devices are in the call, as a guest is told by those who invited them. */
  callVouching: 'app.consilium.call.vouching',
} as const

/** What an event is to another one. */
export const relationTypes = {
  edit: 'm.replace',
  reaction: 'm.annotation',
  /** What stands outside of an encrypted reaction: Matrix's own relation would tell the emoji in the clear. */
  hiddenReaction: 'app.consilium.reaction',
  thread: 'm.thread',
} as const

/**
 * In a deletion: what the deleted event was to another one, a relation type. Of something encrypted a deletion leaves
 * nothing else to tell a reaction or an edit from a message, whose place is kept. Our Synapse checks it.
 */
export const redactedRelationKey = 'app.consilium.redacted_relation'
