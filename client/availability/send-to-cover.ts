import { type Accessor, createSignal } from 'solid-js'
import type { NotAvailable } from '#shared/directory/availability.ts'
import { contentFor, contentSentTo } from '#shared/matrix/cover-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { availabilityWords } from '../i18n/words/availability.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { RoomView } from '../matrix/types.ts'
import { toast } from '../ui/index.ts'
import { useAvailabilityOf } from './availability-of.ts'

type Content = Record<string, unknown>

export type CoverSending = {
  /** The other one of a conversation of two, while they cannot be reached as usual. */
  absent: Accessor<{ userId: UserId; state: NotAvailable } | null>
  /** To whom what is written goes as well; null: to nobody. */
  cover: Accessor<UserId | null>
  isWanted: Accessor<boolean>
  setWanted(is: boolean): void
  /** Says it when the cover does not get it. Rejects when the message itself is not kept. */
  send(content: Content): Promise<void>
}

/** A correction belongs to what stands here; to the cover it would say nothing. */
const isNewText = (content: Content): boolean => content['msgtype'] === 'm.text' && !('m.new_content' in content)

/**
 * Forwarding by the one who writes: their device encrypts the message once for each of the two, and both say so. Nobody
 * else can: no server has a key, and the absent person's devices may be off.
 */
export const createCoverSending = (room: RoomView): CoverSending => {
  const w = useWords(availabilityWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const other = () => room.summary()?.directUserId ?? null
  const state = useAvailabilityOf(other)
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
  const sendHere = (content: Content) => session.outbox.send(room.roomId, eventTypes.message, content)

  return {
    absent,
    cover,
    isWanted,
    setWanted,
    async send(content) {
      const [to, from] = [cover(), other()]
      if (!to || !from || !isNewText(content)) return void (await sendHere(content))
      // The conversation with the cover comes first: nobody is told that they have it who cannot get it.
      const there = await session.openDirect(to).catch((error: unknown) => {
        const { title, action } = errors()[errorCodeOf(error)]
        toast({ tone: 'warning', title: w().coverFailed(session.nameOf(to)), text: `${title}. ${action}` })
        return null
      })
      if (!there) return void (await sendHere(content))
      await sendHere({ ...content, ...contentSentTo(to) })
      const { 'm.relates_to': _, ...words } = content
      await session.outbox.send(there, eventTypes.message, { ...words, ...contentFor(from) })
    },
  }
}
