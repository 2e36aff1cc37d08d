import { type Accessor, createMemo, createSignal } from 'solid-js'
import { hasPart, isOnDuty, onDutyOf, wasOnDuty } from '#shared/duty/roster.ts'
import { type Roster, roleKey } from '#shared/duty/roster-content.ts'
import { useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import type { RoomView, Session, TimelineItem } from '../matrix/types.ts'
import { believedDuty } from './believe.ts'

/** What a conversation is to a duty; every answer is "no" where there is none. */
export type DutyRoom = {
  roster: Accessor<Roster | null>
  isAsker: Accessor<boolean>
  hasPart: Accessor<boolean>
  isOnDuty: Accessor<boolean>
  onDutyNames: Accessor<string[]>
  /** `Kardiologie – Dienst`. */
  roleName: Accessor<string>
  /** Who says something: the role with the person, when that is claimed and true; null: the person. */
  speakerOf(item: TimelineItem): string | null
  /** Whether what is written is written as the role. */
  isAsRole: Accessor<boolean>
  setAsRole(isAsRole: boolean): void
  /** What goes into the content of a message. */
  mark(): Record<string, unknown>
}

/** Call under a Solid owner. */
export const createDutyRoom = (session: Session, room: RoomView): DutyRoom => {
  const w = useWords(dutyWords)
  const [wantsRole, setAsRole] = createSignal(true)
  // What a former partner's duty has answered stays readable: whoever is in the room has been let in.
  const roster = createMemo(() => {
    const found = session.duties().find(({ roomId }) => roomId === room.roomId)
    return found ? (believedDuty(found, () => true)?.roster ?? null) : null
  })
  const of = <T>(read: (roster: Roster) => T, none: T): Accessor<T> => {
    return () => {
      const now = roster()
      return now ? read(now) : none
    }
  }
  const onDuty = of((now) => isOnDuty(now, session.userId), false)
  const roleName = of((now) => w().role(now.service.name), '')
  const isAsRole = () => onDuty() && wantsRole()
  return {
    roster,
    isAsker: of((now) => now.asker === session.userId, false),
    hasPart: of((now) => hasPart(now, session.userId), false),
    isOnDuty: onDuty,
    onDutyNames: of((now) => onDutyOf(now).map(({ userId }) => session.nameOf(userId)), []),
    roleName,
    speakerOf(item) {
      const now = roster()
      const isTrue = now && item.role === now.service.id && wasOnDuty(now, item.sender, item.at)
      return isTrue ? w().spokenBy(roleName(), item.isOwn ? w().you : item.senderName) : null
    },
    isAsRole,
    setAsRole,
    mark() {
      const now = roster()
      return now && isAsRole() ? { [roleKey]: { service_id: now.service.id } } : {}
    },
  }
}
