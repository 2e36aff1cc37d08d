import { Key } from '@solid-primitives/keyed'
import { createSignal, Show } from 'solid-js'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button, Checkbox, Dialog, Select, TextField, toast } from '../ui/index.ts'
import styles from './duty.module.css'
import { type Choice, createEndChoices, type OpenItems } from './end-choices.ts'

type Props = OpenItems & { open: boolean; onOpenChange(isOpen: boolean): void; onEnded(): void }

/** What is open at the end of a shift, and where each of it goes. */
export const EndDutyDialog = (props: Props) => {
  const w = useWords(dutyWords)
  const isNothingOpen = () => props.duty.conversations.length + props.consults.length + props.alerts.length === 0
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={w().endTitle}
      description={isNothingOpen() ? w().endNothing : w().endText}
    >
      <EndForm {...props} />
    </Dialog>
  )
}

const EndForm = (props: Props) => {
  const w = useWords(dutyWords)
  const errors = useWords(errorWords)
  const session = useSession()
  const api = useClinicApi()
  const choices = createEndChoices(props)
  const [note, setNote] = createSignal('')
  const [isEmptyMeant, setEmptyMeant] = createSignal(false)
  const [isLast, setLast] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal<string | null>(null)

  const isAlone = () => !choices.next() || isLast()
  const toColleagues = () =>
    props.duty.colleagues.map(({ userId, name, tier }) => ({
      value: userId as Choice,
      label: w().handTo(name, tier !== null),
    }))
  const option = (value: Choice, label: string) => ({ value, label })

  const end = async () => {
    if (isBusy()) return
    setBusy(true)
    setFailed(null)
    try {
      await choices.settle(note())
      const json = { tier: null, leaveEmpty: isEmptyMeant() }
      await unwrap(api.own.api.directory.me['on-call'].$put({ json }))
      toast({ tone: 'success', title: w().ended })
      props.onOpenChange(false)
      props.onEnded()
    } catch (error) {
      const code = errorCodeOf(error)
      // Somebody else has gone meanwhile.
      if (code === 'last-on-duty') setLast(true)
      setFailed(code === 'last-on-duty' ? errors()[code].title : errors()[code].action)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      class={styles['stack']}
      onSubmit={(event) => {
        event.preventDefault()
        void end()
      }}
    >
      <Show when={props.alerts.length > 0}>
        <fieldset class={styles['stack']}>
          <legend class={styles['heading']}>{w().alerts}</legend>
          {/* By room, here and below: what is open is asked for again while somebody decides about it. */}
          <Key each={props.alerts} by="roomId">
            {(alert) => (
              <Select
                label={alert().name}
                required
                placeholder={w().chooseNext}
                value={choices.ofAlert(alert())}
                options={[...toColleagues(), option('confirmed', w().alertConfirm)]}
                onChange={(choice) => choices.choose(alert().roomId, choice)}
              />
            )}
          </Key>
        </fieldset>
      </Show>
      <Show when={props.consults.length > 0}>
        <fieldset class={styles['stack']}>
          <legend class={styles['heading']}>{w().consults}</legend>
          <Key each={props.consults} by="roomId">
            {(consult) => (
              <Select
                label={consult().name}
                value={choices.ofConsult(consult())}
                options={[
                  ...(consult().kind === 'owned' ? toColleagues() : [option('passed', w().consultPass)]),
                  option('kept', w().consultKeep),
                ]}
                onChange={(choice) => choices.choose(consult().roomId, choice)}
              />
            )}
          </Key>
        </fieldset>
      </Show>
      <Key each={props.duty.conversations} by="roomId">
        {(conversation) => (
          <Select
            label={w().whatNext(session.nameOf(conversation().roster.asker))}
            value={choices.ofConversation(conversation().roomId)}
            options={[
              ...toColleagues(),
              option('open', w().leaveOpen),
              option('kept', w().keep),
              option('closed', w().close),
            ]}
            onChange={(choice) => choices.choose(conversation().roomId, choice)}
          />
        )}
      </Key>
      <Show when={choices.isHanding()}>
        <TextField label={w().note} description={w().noteText} value={note()} onInput={setNote} multiline />
      </Show>
      <Show when={isAlone()}>
        <Banner tone="warning" title={w().emptyTitle}>
          {w().emptyText}
        </Banner>
        <Checkbox label={w().confirmEmpty} checked={isEmptyMeant()} onChange={setEmptyMeant} />
      </Show>
      <Show when={failed()}>
        {(text) => (
          <Banner tone="danger" title={w().moveFailed}>
            {text()} {w().moveFailedText}
          </Banner>
        )}
      </Show>
      <div class={styles['actions']}>
        <Button onClick={() => props.onOpenChange(false)}>{w().cancel}</Button>
        <Button variant="primary" type="submit" busy={isBusy()} disabled={isAlone() && !isEmptyMeant()}>
          {w().end}
        </Button>
      </div>
    </form>
  )
}
