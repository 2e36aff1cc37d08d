import { Direction, type MatrixClient, type MatrixEvent } from 'matrix-js-sdk'

type Client = Pick<MatrixClient, 'getRoom' | 'createMessagesRequest' | 'getEventMapper' | 'decryptEventIfNeeded'>

/**
 * What was last said in a room before we came into it. What sync brings of a room that one has just joined begins with
 * the joining, and the list would say that nothing there can be read.
 */
export type EarlierWords = {
  /** Somebody looks at the room. */
  want(roomId: string): void
  /** Whether something is lacking that may have been said before. */
  again(roomId: string, isLacking: boolean): void
  /** There is a gap now: between it and what sync brings, more may have been said. */
  forget(roomId: string): void
  /** Oldest first. */
  of(roomId: string): readonly MatrixEvent[]
}

const pageSize = 20

/** One room after the other: people's own requests come first. */
export const createEarlierWords = (client: Client, onKnown: (roomId: string) => void): EarlierWords => {
  const wanted = new Set<string>()
  const lacking = new Set<string>()
  const known = new Map<string, readonly MatrixEvent[]>()
  let turn: Promise<void> = Promise.resolve()

  const fetch = async (roomId: string) => {
    const from = client.getRoom(roomId)?.getLiveTimeline().getPaginationToken(Direction.Backward) ?? null
    const { chunk } = await client.createMessagesRequest(roomId, from, pageSize, Direction.Backward)
    const toEvent = client.getEventMapper({ decrypt: false })
    const events = chunk.map((raw) => toEvent({ ...raw, room_id: roomId })).reverse()
    await Promise.all(events.map((event) => client.decryptEventIfNeeded(event).catch(() => {})))
    known.set(roomId, events)
    onKnown(roomId)
  }
  const ask = (roomId: string) => {
    if (!wanted.has(roomId) || !lacking.has(roomId) || known.has(roomId)) return
    known.set(roomId, [])
    // Asked again when something happens in the room.
    turn = turn.then(() => fetch(roomId)).catch(() => void known.delete(roomId))
  }
  return {
    want(roomId) {
      wanted.add(roomId)
      ask(roomId)
    },
    again(roomId, isLacking) {
      if (isLacking) lacking.add(roomId)
      else lacking.delete(roomId)
      ask(roomId)
    },
    forget: (roomId) => void known.delete(roomId),
    of: (roomId) => known.get(roomId) ?? [],
  }
}
