import { useNavigate } from '@solidjs/router'
import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import MailOpen from 'lucide-solid/icons/mail'
import MailCheck from 'lucide-solid/icons/mail-check'
import Pin from 'lucide-solid/icons/pin'
import PinOff from 'lucide-solid/icons/pin-off'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { conversationListWords } from '../i18n/words/conversation-list.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { Notify, RoomSummary } from '../matrix/types.ts'
import { type MenuItem, toast } from '../ui/index.ts'
import { tomorrowAt } from './tomorrow.ts'

const hourMs = 60 * 60_000
/** When the day shift begins. */
const morning = 7

/** What a person can set for a conversation, from the list, its header or by a key. */
export const useRoomActions = () => {
  const w = useWords(conversationListWords)
  const errors = useWords(errorWords)
  const format = useFormat()
  const { roomSettings } = useSession()
  const api = useClinicApi()
  const navigate = useNavigate()

  const attempt = (work: Promise<void>) => {
    work.catch((error) => toast({ tone: 'danger', title: w().failedTitle, text: errors()[errorCodeOf(error)].action }))
  }
  const pin = (room: RoomSummary) => attempt(roomSettings.setPinned(room.roomId, room.pinnedAt === null))
  const archive = (room: RoomSummary) => attempt(roomSettings.setArchived(room.roomId, !room.isArchived))
  const markUnread = (room: RoomSummary, isOpen: boolean) => {
    // Whoever looks at a conversation has read it.
    if (isOpen && !room.isMarkedUnread) navigate('/messages')
    attempt(roomSettings.setMarkedUnread(room.roomId, !room.isMarkedUnread))
  }
  /** Which wakes the person while nothing of ours is open. */
  const tellService = ({ roomId }: RoomSummary, endsAt: number | null) =>
    unwrap(api.own.api.notifications.silences.$put({ json: { roomId, endsAt } }))
  const setNotify = (room: RoomSummary, notify: Notify) => {
    const isEnding = room.mutedUntil !== null
    attempt(
      (async () => {
        if (isEnding) await tellService(room, null)
        await roomSettings.setNotify(room.roomId, notify)
      })(),
    )
  }
  const muteUntil = (room: RoomSummary, until: number) =>
    attempt(tellService(room, until).then(() => roomSettings.muteUntil(room.roomId, until)))
  const mute = (room: RoomSummary) => setNotify(room, room.notify === 'none' ? 'all' : 'none')

  const items = (room: RoomSummary, isOpen: boolean): MenuItem[] => {
    const choice = (label: string, notify: Notify): MenuItem => ({
      label,
      checked: room.notify === notify,
      onSelect: () => setNotify(room, notify),
    })
    return [
      {
        label: room.pinnedAt === null ? w().pin : w().unpin,
        icon: room.pinnedAt === null ? Pin : PinOff,
        onSelect: () => pin(room),
      },
      {
        label: room.isMarkedUnread ? w().markRead : w().markUnread,
        icon: room.isMarkedUnread ? MailCheck : MailOpen,
        onSelect: () => markUnread(room, isOpen),
      },
      {
        label: room.isArchived ? w().unarchive : w().archive,
        icon: room.isArchived ? ArchiveRestore : Archive,
        onSelect: () => archive(room),
      },
      { ...choice(w().notifyAll, 'all'), beginsGroup: true },
      choice(w().notifyMentions, 'mentions'),
      choice(room.mutedUntil === null ? w().notifyNone : w().mutedUntil(format.until(room.mutedUntil)), 'none'),
      { label: w().muteHour, onSelect: () => muteUntil(room, Date.now() + hourMs), beginsGroup: true },
      { label: w().muteMorning, onSelect: () => muteUntil(room, tomorrowAt(morning, new Date()).getTime()) },
    ]
  }
  /** Single keys, while an entry of the list has the focus. */
  const byKey: Record<string, (room: RoomSummary, isOpen: boolean) => void> = {
    p: pin,
    u: markUnread,
    x: archive,
    t: mute,
  }
  return { items, byKey }
}
