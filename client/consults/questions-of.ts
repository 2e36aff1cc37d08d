import { parseQuestion } from '#shared/consults/question.ts'
import type { EventId, UserId } from '#shared/matrix/ids.ts'
import type { RoomEvent } from '../matrix/types.ts'

/** What who asked has asked again, oldest first. */
export const questionsOf = (
  events: readonly RoomEvent[],
  askers: readonly UserId[],
): { eventId: EventId; at: number; text: string; by: UserId }[] =>
  events.flatMap((event) => {
    const parsed = event.encrypted && askers.includes(event.sender) ? parseQuestion(event.content) : null
    return parsed ? [{ eventId: event.eventId, at: event.at, text: parsed.question, by: event.sender }] : []
  })
