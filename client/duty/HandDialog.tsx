import { createEffect, createResource, createSignal, type ParentProps, Show } from 'solid-js'
import type { UserId } from '#shared/matrix/ids.ts'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { answerOf, Banner, Button, Dialog, Select, TextField, toast } from '../ui/index.ts'
import styles from './duty.module.css'

type Props = {
  open: boolean
  onOpenChange(isOpen: boolean): void
  title: string
  /** Throws what the service refuses. */
  hand(person: UserId, note: string): Promise<void>
}

/** To whom of the own department something goes, and what they should know. Children: what else must be said. */
export const HandDialog = (props: ParentProps<Props>) => {
  const w = useWords(dutyWords)
  const errors = useWords(errorWords)
  const api = useClinicApi()
  const [mine] = createResource(
    () => props.open,
    () => unwrap(api.own.api.duty.me.$get()),
  )
  const [person, setPerson] = createSignal<UserId | ''>('')
  const [note, setNote] = createSignal('')
  const [isBusy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal<string | null>(null)
  createEffect(() => {
    if (props.open) return
    setPerson('')
    setNote('')
    setFailed(null)
  })
  const colleagues = () => answerOf(mine)?.colleagues ?? []
  const nameOf = (userId: UserId) => colleagues().find((one) => one.userId === userId)?.name ?? userId

  const hand = async () => {
    const to = person()
    if (!to || isBusy()) return
    setBusy(true)
    setFailed(null)
    try {
      await props.hand(to, note())
      toast({ tone: 'success', title: w().handedTo(nameOf(to)) })
      props.onOpenChange(false)
    } catch (error) {
      setFailed(errors()[errorCodeOf(error)].action)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange} title={props.title} description={w().handText}>
      <form
        class={styles['stack']}
        onSubmit={(event) => {
          event.preventDefault()
          void hand()
        }}
      >
        <Select
          label={w().person}
          value={person()}
          placeholder={w().choosePerson}
          required
          onChange={setPerson}
          options={colleagues().map(({ userId, name, tier }) => ({
            value: userId,
            label: `${name}${tier ? ` (${w().onDuty})` : ''}`,
          }))}
        />
        <Show when={mine.state === 'ready' && colleagues().length === 0}>
          <p class={styles['muted']}>{w().nobodyToHand}</p>
        </Show>
        {props.children}
        <TextField label={w().note} description={w().noteText} value={note()} onInput={setNote} multiline />
        <Show when={failed() ?? (mine.error ? errors()[errorCodeOf(mine.error)].action : null)}>
          {(text) => (
            <Banner tone="danger" title={w().stepFailed}>
              {text()}
            </Banner>
          )}
        </Show>
        <div class={styles['actions']}>
          <Button onClick={() => props.onOpenChange(false)}>{w().cancel}</Button>
          <Button variant="primary" type="submit" busy={isBusy()} disabled={person() === ''}>
            {w().hand}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
