import { createContext, createSignal, useContext } from 'solid-js'
import type { EventId, UserId } from '#shared/matrix/ids.ts'
import { createDutyRoom, type DutyRoom } from '../duty/index.ts'
import type { RoomView, Session } from '../matrix/types.ts'
import type { UrgencyChoice } from '../urgent/index.ts'
import { createWriting, type Writing } from './composer/writing.ts'

/** What is asked or shown about one message, above everything else. */
export type Question = { kind: 'react' | 'delete' | 'versions' | 'readers' | 'report'; key: string }

/** One open conversation, as its timeline, its composer and what can be done with a message see it. */
export type Conversation = {
  session: Session
  room: RoomView
  writing: Writing
  duty: DutyRoom
  /** Of what is being written, or chosen to be sent. */
  urgency: UrgencyChoice
  /** Who asked for the consult, where it is one. */
  requester(): UserId | null
  question(): Question | null
  ask(question: Question | null): void
  /** Where the timeline is asked to go; every call is a new request. */
  wanted(): { eventId: EventId } | null
  jumpTo(eventId: EventId): void
  /** Begins the request of a consult with what a message says. */
  askAbout(eventId: EventId): void
  /** Whether the clinic has consults. */
  canAsk(): boolean
}

export const createConversation = (
  session: Session,
  room: RoomView,
  urgency: UrgencyChoice,
  goTo: (address: string) => void,
  requester: () => UserId | null,
  canAsk: () => boolean,
): Conversation => {
  const [question, ask] = createSignal<Question | null>(null)
  const [wanted, setWanted] = createSignal<{ eventId: EventId } | null>(null)
  return {
    session,
    room,
    writing: createWriting(session, room),
    duty: createDutyRoom(session, room),
    urgency,
    requester,
    question,
    ask,
    wanted,
    jumpTo: (eventId) => setWanted({ eventId }),
    // By its ids: an address says nothing of what is in it.
    askAbout: (eventId) => goTo(`/consults/new?${new URLSearchParams({ from: room.roomId, event: eventId })}`),
    canAsk,
  }
}

export const ConversationContext = createContext<Conversation>()

export const useConversation = (): Conversation => {
  const conversation = useContext(ConversationContext)
  if (!conversation) throw new Error('useConversation must be called below RoomBody')
  return conversation
}
