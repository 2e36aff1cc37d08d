import Ban from 'lucide-solid/icons/ban'
import UserCheck from 'lucide-solid/icons/user-check'
import { createSignal, Show } from 'solid-js'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { errorCodeOf } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { permissionWords } from '../i18n/words/permissions.ts'
import { useClinicName } from '../partners/index.ts'
import { Button, Dialog, toast } from '../ui/index.ts'
import { useBlocking } from './block-person.ts'
import styles from './permissions.module.css'

type Props = {
  userId: UserId
  name: string
  /** What was shown of their conversation is gone. */
  onBlocked?(): void
}

/** The button may be gone with what it stood in. */
const keepFocus = () =>
  setTimeout(() => {
    if (document.activeElement === document.body) document.getElementById('main')?.focus()
  })

/** Takes from somebody the permission to write to me, after saying what that means; or gives it back. */
export const BlockButton = (props: Props) => {
  const w = useWords(permissionWords)
  const errors = useWords(errorWords)
  const clinicName = useClinicName()
  const blocking = useBlocking()
  const [isAsking, setAsking] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const clinic = () => clinicName(serverOf(props.userId))

  const attempt = async (work: () => Promise<void>) => {
    if (isBusy()) return
    setBusy(true)
    try {
      await work()
    } catch (error) {
      toast({ tone: 'danger', title: w().notChanged, text: errors()[errorCodeOf(error)].action })
    } finally {
      setBusy(false)
    }
  }
  const unblock = (userId: UserId, name: string) =>
    attempt(async () => {
      await blocking.unblock(userId)
      toast({ tone: 'success', title: w().unblocked(name) })
    })
  const block = (userId: UserId, name: string) =>
    attempt(async () => {
      const done = await blocking.block(userId)
      setAsking(false)
      props.onBlocked?.()
      keepFocus()
      toast({
        tone: done === 'left' ? 'success' : 'warning',
        title: w().blocked(name),
        ...(done === 'left' ? {} : { text: w().staysText }),
        action: { label: w().undo, onClick: () => void unblock(userId, name) },
      })
    })

  return (
    <>
      <Show
        when={blocking.isBlocked(props.userId)}
        fallback={
          <Button variant="quiet" size="small" icon={Ban} onClick={() => setAsking(true)}>
            {w().block}
          </Button>
        }
      >
        <Show
          when={!blocking.isWithClinic(props.userId)}
          fallback={<span class={styles['muted']}>{w().clinicBlocked(clinic())}</span>}
        >
          <Button
            variant="quiet"
            size="small"
            icon={blocking.isOpen() ? Ban : UserCheck}
            busy={isBusy()}
            onClick={() => void unblock(props.userId, props.name)}
          >
            {blocking.isOpen() ? w().unblock : w().allow}
          </Button>
        </Show>
      </Show>
      <Dialog
        open={isAsking()}
        onOpenChange={setAsking}
        title={w().blockTitle(props.name)}
        description={w().blockText(props.name)}
      >
        <ul class={styles['consequences']}>
          <li>{w().blockLeaves}</li>
          <li>{w().blockKeeps}</li>
          <Show when={blocking.closesClinic(props.userId)}>
            <li>{w().blockClosesClinic(clinic())}</li>
          </Show>
        </ul>
        <div class={styles['actions']}>
          <Button onClick={() => setAsking(false)}>{w().cancel}</Button>
          <Button variant="danger" busy={isBusy()} onClick={() => void block(props.userId, props.name)}>
            {w().block}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
