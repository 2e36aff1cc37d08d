import DoorOpen from 'lucide-solid/icons/door-open'
import { onCleanup } from 'solid-js'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, EmptyState } from '../ui/index.ts'

/** In front of the call, until a host lets one in. Nothing of the call is seen or heard here. */
export const WaitingView = (props: { roomId: RoomId; onCancel(): void }) => {
  const w = useWords(callWords)
  const room = useSession().rtc(props.roomId)
  onCleanup(room.give('waiting'))
  const isHostThere = () => room.members().some(({ userId }) => room.isHost(userId))
  return (
    <div role="status">
      <EmptyState
        icon={DoorOpen}
        title={w().youWait}
        text={isHostThere() ? w().youWaitText : w().noHostYet}
        action={
          <Button variant="secondary" onClick={() => props.onCancel()}>
            {w().cancel}
          </Button>
        }
      />
    </div>
  )
}
