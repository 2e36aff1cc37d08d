import { Direction, type MatrixClient, type MatrixEvent } from 'matrix-js-sdk'
import { onCleanup } from 'solid-js'
import { looksAfterJoining } from './history-after-joining.ts'

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

/** One room after the other: people's own requests come first. Runs until its owner ends. */
export const createEarlierWords = (client: Client, onKnown: (roomId: string) => void): EarlierWords => {
  const wanted = new Set<string>()
  const lacking = new Set<string>()
  const known = new Map<string, readonly MatrixEvent[]>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let turn: Promise<void> = Promise.resolve()
  onCleanup(() => timers.forEach(clearTimeout))

  const fetch = async (roomId: string) => {
    if (!lacking.has(roomId)) return
    const from = client.getRoom(roomId)?.getLiveTimeline().getPaginationToken(Direction.Backward) ?? null
    const { chunk } = await client.createMessagesRequest(roomId, from, pageSize, Direction.Backward)
    const toEvent = client.getEventMapper({ decrypt: false })
    const events = chunk.map((raw) => toEvent({ ...raw, room_id: roomId })).reverse()
    await Promise.all(events.map((event) => client.decryptEventIfNeeded(event).catch(() => {})))
    known.set(roomId, events)
    onKnown(roomId)
  }
  const inTurn = (roomId: string, onFailed: () => void) => {
    turn = turn.then(() => fetch(roomId)).catch(onFailed)
  }
  const ask = (roomId: string) => {
    if (!wanted.has(roomId) || !lacking.has(roomId) || known.has(roomId)) return
    known.set(roomId, [])
    // Asked again when something happens in the room.
    inTurn(roomId, () => known.delete(roomId))
    const room = client.getRoom(roomId)
    for (const after of room ? looksAfterJoining(room) : []) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        inTurn(roomId, () => {})
      }, after)
      timers.add(timer)
    }
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
