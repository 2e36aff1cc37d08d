/**
 * How rooms and people of Matrix are called in LiveKit (MSC4195), the same in every MatrixRTC client and service.
 * The list is hashed as Matrix canonical JSON, which for a list of strings is what `JSON.stringify` gives.
 */

/** The one call that a room has. */
export const roomCallSlot = 'm.call#ROOM'

/** SHA-256 over the UTF-8 text, in standard base64 without padding; browsers promise it. */
export type HashText<Hash extends string | Promise<string>> = (text: string) => Hash

export const livekitRoomName = <Hash extends string | Promise<string>>(
  hash: HashText<Hash>,
  roomId: string,
  slotId: string = roomCallSlot,
): Hash => hash(JSON.stringify([roomId, slotId]))

/** For members by sticky event, who ask at `/get_token`. */
export const hashedIdentity = <Hash extends string | Promise<string>>(
  hash: HashText<Hash>,
  userId: string,
  deviceId: string,
  memberId: string,
): Hash => hash(JSON.stringify([userId, deviceId, memberId]))

/** For members by state event, who ask at `/sfu/get`. */
export const plainIdentity = (userId: string, deviceId: string): string => `${userId}:${deviceId}`
