import { type MatrixClient, RoomMemberEvent } from 'matrix-js-sdk'
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { listen } from './listen.ts'
import { displayNameOf } from './member-name.ts'

type Client = Pick<MatrixClient, 'getRoom' | 'getSafeUserId' | 'sendTyping' | 'on' | 'off'>

/** How long others believe it without hearing of it again, and how soon we say it again. */
const believedMs = 20_000
const againMs = 10_000

/** Runs until its owner ends, and then says that we stopped. */
export const createTyping = (
  client: Client,
  roomId: RoomId,
): { typing: Accessor<string[]>; setTyping(isTyping: boolean): void } => {
  const ownId = client.getSafeUserId()
  const [typing, setTypingNames] = createSignal<string[]>([])
  listen(client, RoomMemberEvent.Typing, (_, member) => {
    if (member.roomId !== roomId) return
    const members = client.getRoom(roomId)?.getMembers() ?? []
    setTypingNames(members.filter((one) => one.typing && one.userId !== ownId).map(displayNameOf))
  })

  let saidAt: number | null = null
  // Nothing depends on it: when it does not arrive, nobody sees that we type.
  const say = (isTyping: boolean) => void client.sendTyping(roomId, isTyping, believedMs).catch(() => {})
  const setTyping = (isTyping: boolean) => {
    const now = Date.now()
    if (isTyping ? saidAt !== null && now - saidAt < againMs : saidAt === null) return
    saidAt = isTyping ? now : null
    say(isTyping)
  }
  onCleanup(() => setTyping(false))
  return { typing, setTyping }
}
