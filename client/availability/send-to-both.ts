import { contentFor, contentSentTo } from '#shared/matrix/cover-content.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'

type Content = Record<string, unknown>
type Parts = {
  send(roomId: RoomId, content: Content): Promise<unknown>
  openDirect(user: UserId): Promise<RoomId>
  /** Whether messages are agreed with their clinic: in a conversation that is there already, they would be refused. */
  mayReach(user: UserId): boolean
}

/** A correction belongs to what stands here; to the cover it would say nothing. A file is sealed for one message only. */
const isForBoth = (content: Content, again: (() => Promise<Content>) | undefined): boolean =>
  !('m.new_content' in content) && (content['msgtype'] === 'm.text' || again !== undefined)

/**
 * Forwarding by the one who writes: their device encrypts the message once for each of the two, and both say so. Nobody
 * else can: no server has a key, and the absent person's devices may be off. `again`: the same for the second one, sealed
 * anew. Returns what kept it from the cover, or null.
 */
export const sendToBoth = async (
  { send, openDirect, mayReach }: Parts,
  { room, absent, cover }: { room: RoomId; absent: UserId; cover: UserId },
  content: Content,
  again?: () => Promise<Content>,
): Promise<{ error: unknown } | null> => {
  if (!isForBoth(content, again) || !mayReach(cover)) {
    await send(room, content)
    return null
  }
  let there: RoomId
  try {
    // First: nobody is told that the cover has it who cannot get it.
    there = await openDirect(cover)
  } catch (error) {
    await send(room, content)
    return { error }
  }
  await send(room, { ...content, ...contentSentTo(cover) })
  // What it answers stands in the other conversation.
  const { 'm.relates_to': _, ...words } = (await again?.()) ?? content
  await send(there, { ...words, ...contentFor(absent) })
  return null
}
