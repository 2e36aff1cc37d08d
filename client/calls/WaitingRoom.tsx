import DoorOpen from 'lucide-solid/icons/door-open'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { Button, EmptyState, keepAwake } from '../ui/index.ts'

/** In front of the call, until a host lets one in. Nothing of the call is seen or heard here. */
export const WaitingRoom = (props: { isHostThere: boolean; onCancel(): void }) => {
  const w = useWords(callWords)
  // A phone that locks itself falls silent, and whoever is silent has gone.
  keepAwake()
  return (
    <div role="status">
      <EmptyState
        icon={DoorOpen}
        title={w().youWait}
        text={props.isHostThere ? w().youWaitText : w().noHostYet}
        action={
          <Button variant="secondary" onClick={() => props.onCancel()}>
            {w().cancel}
          </Button>
        }
      />
    </div>
  )
}
