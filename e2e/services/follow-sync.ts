import type { RoomId } from '#shared/matrix/ids.ts'
import { askMatrix, type MatrixEvent } from './matrix-api.ts'
import type { Somebody } from './somebody.ts'
import { until } from './until.ts'

type SyncAnswer = {
  next_batch: string
  rooms?: {
    join?: Record<string, { timeline?: { limited?: boolean; events: MatrixEvent[] } }>
    invite?: Record<string, unknown>
    leave?: Record<string, unknown>
  }
}

const filter = JSON.stringify({ room: { timeline: { limit: 200 } } })

/** What one person's client is told from now on. */
export type Following = {
  /** Texts of a room in the order in which they came, by sync alone. */
  textsOf(roomId: RoomId): Promise<string[]>
  /** Those that have been neither accepted nor taken back. */
  invitations(): Promise<string[]>
  untilInvited(roomId: RoomId): Promise<unknown>
  untilTexts(roomId: RoomId, texts: readonly string[], withinMs?: number): Promise<string[]>
}

export const followSync = async (person: Somebody): Promise<Following> => {
  // An initial answer is cached by Synapse; the ones after `since` never are.
  const ask = (since?: string) =>
    askMatrix<SyncAnswer>(
      person,
      'GET',
      `/_matrix/client/v3/sync?${new URLSearchParams({ filter, timeout: '0', ...(since ? { since } : {}) })}`,
    )
  let { next_batch: since } = await ask()
  const timelines = new Map<string, MatrixEvent[]>()
  const invitations = new Set<string>()

  const pull = async () => {
    const answer = await ask(since)
    since = answer.next_batch
    for (const [roomId, { timeline }] of Object.entries(answer.rooms?.join ?? {}))
      timelines.set(roomId, [...(timelines.get(roomId) ?? []), ...(timeline?.events ?? [])])
    for (const roomId of Object.keys(answer.rooms?.invite ?? {})) invitations.add(roomId)
    for (const roomId of Object.keys({ ...answer.rooms?.join, ...answer.rooms?.leave })) invitations.delete(roomId)
  }

  const textsOf = async (roomId: RoomId) => {
    await pull()
    const said = (timelines.get(roomId) ?? []).filter(({ type }) => type === 'm.room.message')
    return said.map(({ content }) => String(content['body']))
  }

  return {
    textsOf,
    async invitations() {
      await pull()
      return [...invitations]
    },
    untilInvited: (roomId) =>
      until(`the invitation of ${person.userId}`, async () => {
        await pull()
        return invitations.has(roomId)
      }),
    untilTexts: (roomId, texts, withinMs) =>
      until(
        `${texts.length} messages for ${person.userId}`,
        async () => {
          const found = await textsOf(roomId)
          return texts.every((text) => found.includes(text)) && found
        },
        withinMs,
      ),
  }
}
