import { type Accessor, createSignal } from 'solid-js'
import type { NotAvailable } from '#shared/directory/availability.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type RoomId, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { availabilityWords } from '../i18n/words/availability.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RoomView } from '../matrix/types.ts'
import { useMayBegin } from '../partners/index.ts'
import { toast } from '../ui/index.ts'
import { useAvailabilityOf, useIsWithoutMessages } from './availability-of.ts'
import { sendToBoth } from './send-to-both.ts'

type Content = Record<string, unknown>

export type CoverSending = {
  /** The other one of a conversation of two, while they cannot be reached as usual. */
  absent: Accessor<{ userId: UserId; state: NotAvailable } | null>
  /** The other one, for whom their clinic has switched messages off: what is written waits unread. */
  without: Accessor<UserId | null>
  /** To whom what is written goes as well; null: to nobody. */
  cover: Accessor<UserId | null>
  isWanted: Accessor<boolean>
  /** Whether messages are agreed with their clinic. */
  mayReach(user: UserId): boolean
  setWanted(is: boolean): void
  /** Says it when the cover does not get it. Rejects when the message itself is not kept. */
  send(content: Content, again?: () => Promise<Content>): Promise<void>
}

/** What is written here, and to whom else it goes while the other one is away. */
export const createCoverSending = (room: RoomView): CoverSending => {
  const w = useWords(availabilityWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const other = () => room.summary()?.directUserId ?? null
  const state = useAvailabilityOf(other)
  const isWithout = useIsWithoutMessages(other)
  const mayWrite = useMayBegin('messaging')
  const mayReach = (user: UserId) => mayWrite(serverOf(user))
  const [isWanted, setWanted] = createSignal(true)

  const absent = () => {
    const [userId, given] = [other(), state()]
    return userId && given ? { userId, state: given } : null
  }
  const named = () => {
    const given = state()
    const cover = given?.isForwarding ? given.cover : null
    return cover !== session.userId ? cover : null
  }
  const cover = () => (isWanted() ? named() : null)

  return {
    absent,
    without: () => (isWithout() ? other() : null),
    cover,
    isWanted,
    mayReach,
    setWanted,
    async send(content, again) {
      const [to, from] = [cover(), other()]
      const sendIn = (roomId: RoomId, words: Content) => session.outbox.send(roomId, eventTypes.message, words)
      if (!to || !from) return void (await sendIn(room.roomId, content))
      const parts = { send: sendIn, openDirect: session.openDirect, mayReach }
      const kept = await sendToBoth(parts, { room: room.roomId, absent: from, cover: to }, content, again)
      if (!kept) return
      const { title, action } = errors()[errorCodeOf(kept.error)]
      toast({ tone: 'warning', title: w().coverFailed(session.nameOf(to)), text: `${title}. ${action}` })
    },
  }
}
