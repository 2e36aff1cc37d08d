import { createSignal, For, Show } from 'solid-js'
import type { MyDutyOutput } from '#shared/duty/api.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { errorCodeOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { dutyWords } from '../i18n/words/duty.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Banner, Button, Checkbox, Dialog, Select, TextField, toast } from '../ui/index.ts'
import styles from './duty.module.css'
import { createDutyMoves } from './moves.ts'
import type { ShiftConsult } from './shift-consult.ts'

/** A user id: handed to them. */
type Choice = UserId | 'open' | 'kept' | 'closed'

type Props = {
  open: boolean
  onOpenChange(isOpen: boolean): void
  duty: MyDutyOutput
  consults: readonly ShiftConsult[]
  onEnded(): void
}

/** What is open at the end of a shift, and where each of it goes. What is done stays done when something fails. */
export const EndDutyDialog = (props: Props) => {
  const w = useWords(dutyWords)
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={w().endTitle}
      description={props.duty.conversations.length > 0 ? w().endText : w().endNothing}
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
  const moves = createDutyMoves()
  const [chosen, setChosen] = createSignal<ReadonlyMap<RoomId, Choice>>(new Map())
  const [passed, setPassed] = createSignal<ReadonlySet<RoomId>>(new Set())
  const [note, setNote] = createSignal('')
  const [isEmptyMeant, setEmptyMeant] = createSignal(false)
  const [isLast, setLast] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal<string | null>(null)

  const next = () => props.duty.colleagues.find(({ tier }) => tier !== null)
  const choiceOf = (roomId: RoomId): Choice => chosen().get(roomId) ?? next()?.userId ?? 'open'
  const isAlone = () => !next() || isLast()
  const isHanding = () => props.duty.conversations.some(({ roomId }) => choiceOf(roomId).startsWith('@'))
  const options = () => [
    ...props.duty.colleagues.map(({ userId, name, tier }) => ({
      value: userId as Choice,
      label: w().handTo(name, tier !== null),
    })),
    { value: 'open' as Choice, label: w().leaveOpen },
    { value: 'kept' as Choice, label: w().keep },
    { value: 'closed' as Choice, label: w().close },
  ]

  const settle = async (roomId: RoomId) => {
    const choice = choiceOf(roomId)
    switch (choice) {
      case 'open':
        return
      case 'kept':
        return moves.move(roomId, session.serverName, { to: 'kept' })
      case 'closed':
        return moves.move(roomId, session.serverName, { to: 'closed' })
      default:
        return moves.hand(roomId, choice, note())
    }
  }
  const end = async () => {
    if (isBusy()) return
    setBusy(true)
    setFailed(null)
    try {
      for (const { roomId } of props.duty.conversations) await settle(roomId)
      for (const { roomId, pass } of props.consults) if (passed().has(roomId)) await pass?.()
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
      <For each={props.duty.conversations}>
        {({ roomId, roster }) => (
          <Select
            label={w().whatNext(session.nameOf(roster.asker))}
            value={choiceOf(roomId)}
            options={options()}
            onChange={(choice) => setChosen((before) => new Map(before).set(roomId, choice))}
          />
        )}
      </For>
      <Show when={props.consults.length > 0}>
        <fieldset class={styles['stack']}>
          <legend class={styles['heading']}>{w().consults}</legend>
          <p class={styles['muted']}>{w().consultsText}</p>
          <For each={props.consults}>
            {({ roomId, name, pass }) => (
              <Select
                label={name}
                disabled={!pass}
                value={passed().has(roomId) ? 'pass' : 'keep'}
                options={[
                  { value: 'keep', label: w().consultKeep },
                  { value: 'pass', label: w().consultPass },
                ]}
                onChange={(choice) =>
                  setPassed((before) => {
                    const after = new Set(before)
                    if (choice === 'pass') after.add(roomId)
                    else after.delete(roomId)
                    return after
                  })
                }
              />
            )}
          </For>
        </fieldset>
      </Show>
      <Show when={isHanding()}>
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
