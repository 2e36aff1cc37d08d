import UserPlus from 'lucide-solid/icons/user-plus'
import { createSignal, Show } from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { guestWords } from '../i18n/words/guests.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button } from '../ui/index.ts'
import { GuestDialog } from './GuestDialog.tsx'

/** To a host: the way to a link for somebody without an account. */
export const InviteGuest = (props: { roomId: RoomId }) => {
  const w = useWords(guestWords)
  const session = useSession()
  const [isOpen, setOpen] = createSignal(false)
  return (
    <Show when={!isGuest(session.userId) && session.rtc(props.roomId).isHost(session.userId)}>
      <Button variant="secondary" icon={UserPlus} onClick={() => setOpen(true)}>
        {w().invite}
      </Button>
      <GuestDialog roomId={props.roomId} open={isOpen()} onOpenChange={setOpen} />
    </Show>
  )
}
