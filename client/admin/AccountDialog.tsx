import { createSignal, onCleanup, Show } from 'solid-js'
import type { AdminPerson, ClosingOutput } from '#shared/admin/api.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { accountWords } from '../i18n/words/accounts.ts'
import { sleep } from '../sleep.ts'
import { Dialog, toast } from '../ui/index.ts'
import { AccessChoice } from './AccessChoice.tsx'
import styles from './AdminView.module.css'
import { AskForm } from './AskForm.tsx'
import { type AccessKind, type GivenAccess, prepareAccess } from './access.ts'
import { OnceAccess } from './OnceAccess.tsx'

/** What can be done with an account; the end has no way back. */
export type AccountMove = 'makeAdmin' | 'endAdmin' | 'reset' | 'end'

/** So often somebody who closes an account with many rooms is told how far it is. */
const askEveryMs = 700
type Props = { person: AdminPerson; move: AccountMove; onClose(): void; onDone(): void }

/** Says what it means before it is done. */
export const AccountDialog = (props: Props) => {
  const w = useWords(accountWords)
  const api = useClinicApi()
  const [given, setGiven] = createSignal<GivenAccess | null>(null)
  const [kind, setKind] = createSignal<AccessKind>('link')
  const [closing, setClosing] = createSignal<ClosingOutput | null>(null)
  let isGone = false
  onCleanup(() => {
    isGone = true
  })

  /** Goes on at the clinic's service, whether or not somebody looks on. */
  const close = async () => {
    const { userId } = props.person
    const asked = api.own.api.admin.people.closing
    let progress = await unwrap(asked.$post({ json: { userId } }))
    while (!progress.isDone && !isGone) {
      setClosing(progress)
      await sleep(askEveryMs)
      progress = await unwrap(asked.$get({ query: { userId } }))
    }
    if (!progress.isDone) return
    const title = w().endDone(props.person.name)
    if (progress.unattended > 0) toast({ tone: 'warning', title, text: w().unattended(progress.unattended) })
    else toast({ tone: 'success', title })
    props.onDone()
    props.onClose()
  }

  const act = async () => {
    const { userId } = props.person
    if (props.move === 'reset') {
      const { invitation, given: toGive } = await prepareAccess(kind())
      setGiven(toGive(await unwrap(api.own.api.admin.people.access.$post({ json: { userId, invitation } }))))
      return
    }
    if (props.move === 'end') return close()
    await unwrap(api.own.api.admin.people.role.$put({ json: { userId, isClinicAdmin: props.move === 'makeAdmin' } }))
    toast({ tone: 'success', title: w()[`${props.move}Done`](props.person.name) })
    props.onDone()
    props.onClose()
  }

  const question = () => (
    <AskForm submit={w()[`${props.move}Now`]} danger={props.move === 'end'} onCancel={props.onClose} onSubmit={act}>
      <Show when={props.move === 'reset'}>
        <AccessChoice isAgain value={kind()} onChange={setKind} />
      </Show>
      <Show when={closing()}>
        {(at) => (
          <p role="status" class={styles['muted']}>
            {w().closing(at().doneRooms, at().allRooms)}
          </p>
        )}
      </Show>
    </AskForm>
  )

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={given() ? w().resetDone(props.person.name) : w()[`${props.move}Title`](props.person.name)}
      {...(given() ? {} : { description: w()[`${props.move}Text`](props.person.name) })}
    >
      <Show when={given()} fallback={question()}>
        {(access) => <OnceAccess given={access()} onClose={props.onClose} />}
      </Show>
    </Dialog>
  )
}
