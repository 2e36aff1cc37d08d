import type { createCoverSending } from '../../availability/index.ts'
import type { DutyRoom } from '../../duty/index.ts'
import type { RoomView, TimelineItem } from '../../matrix/types.ts'
import type { UrgencyChoice, Urgent } from '../../urgent/index.ts'

type Content = Record<string, unknown>
type Parts = {
  room: Pick<RoomView, 'roomId'>
  duty: Pick<DutyRoom, 'mark'>
  urgency: Pick<UrgencyChoice, 'drop'>
  urgent: Pick<Urgent, 'send' | 'correct'>
  cover: Pick<ReturnType<typeof createCoverSending>, 'send'>
}

/** How urgently, or an ordinary message. */
export type Urgently = Awaited<ReturnType<UrgencyChoice['ready']>>

export type Speaking = {
  /**
   * A new message, for whom the person speaks just now: alerted, or also to the cover of who is away. `make` is asked
   * for each who gets it, since a file is sealed for one message only.
   */
  say(make: () => Promise<Content>, how: Urgently): Promise<void>
  /** A correction stays with what it corrects. */
  correct(content: Content, edited: Pick<TimelineItem, 'urgent'> | null): Promise<void>
}

export const createSpeaking = ({ room, duty, urgency, urgent, cover }: Parts): Speaking => ({
  async say(make, how) {
    const marked = async () => ({ ...(await make()), ...duty.mark() })
    const content = await marked()
    if (!how) return cover.send(content, marked)
    await urgent.send(room.roomId, content, how)
    urgency.drop()
  },
  async correct(content, edited) {
    await cover.send(content)
    if (edited?.urgent) await urgent.correct(room.roomId, edited.urgent.alertId, content)
  },
})
