import { createSignal } from 'solid-js'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { errorCodeOf } from '../../clinic-api/index.ts'
import { useWords } from '../../i18n/index.ts'
import { errorWords } from '../../i18n/words/errors.ts'
import { groupWords } from '../../i18n/words/groups.ts'
import { useSession } from '../../matrix/session-context.tsx'
import { Button, Dialog, toast } from '../../ui/index.ts'
import styles from './groups.module.css'
import { type Chosen, PeopleChoice } from './PeopleChoice.tsx'
import { useSayRefused } from './say-refused.ts'

/** Brings more people into a group. */
export const InviteDialog = (props: { roomId: RoomId; present: readonly UserId[]; onClose(): void }) => {
  const w = useWords(groupWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const sayRefused = useSayRefused()
  const [chosen, setChosen] = createSignal<Chosen[]>([])
  const [isBusy, setBusy] = createSignal(false)

  const invite = async () => {
    if (isBusy()) return
    setBusy(true)
    try {
      const people = chosen()
      sayRefused(
        await session.groups.invite(
          props.roomId,
          people.map(({ userId }) => userId),
        ),
        people,
      )
      props.onClose()
    } catch (error) {
      toast({ tone: 'danger', title: w().inviteFailed, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()} title={w().add}>
      <div class={styles['form']}>
        <PeopleChoice chosen={chosen()} onChange={setChosen} present={props.present} />
        <div class={styles['actions']}>
          <Button onClick={() => props.onClose()}>{w().cancel}</Button>
          <Button variant="primary" busy={isBusy()} disabled={chosen().length === 0} onClick={() => void invite()}>
            {w().invite}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
