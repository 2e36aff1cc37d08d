import { createSignal, Show } from 'solid-js'
import type { AdminPerson } from '#shared/admin/api.ts'
import { type ApiError, apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { accountWords } from '../i18n/words/accounts.ts'
import { Button, Dialog, toast } from '../ui/index.ts'
import { AccessChoice } from './AccessChoice.tsx'
import styles from './AdminView.module.css'
import { type AccessKind, type GivenAccess, prepareAccess } from './access.ts'
import { RefusalBanner } from './Failure.tsx'
import { OnceAccess } from './OnceAccess.tsx'

/** What can be done with an account; the end has no way back. */
export type AccountMove = 'makeAdmin' | 'endAdmin' | 'reset' | 'end'

type Props = { person: AdminPerson; move: AccountMove; onClose(): void; onDone(): void }

/** Says what it means before it is done. */
export const AccountDialog = (props: Props) => {
  const w = useWords(accountWords)
  const api = useClinicApi()
  const [error, setError] = createSignal<ApiError | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  const [given, setGiven] = createSignal<GivenAccess | null>(null)
  const [kind, setKind] = createSignal<AccessKind>('link')

  const act = async () => {
    const { userId } = props.person
    if (props.move === 'reset') {
      const { invitation, given: toGive } = await prepareAccess(kind())
      return setGiven(toGive(await unwrap(api.own.api.admin.people.access.$post({ json: { userId, invitation } }))))
    }
    if (props.move === 'end') await unwrap(api.own.api.admin.people.closing.$post({ json: { userId } }))
    else
      await unwrap(api.own.api.admin.people.role.$put({ json: { userId, isClinicAdmin: props.move === 'makeAdmin' } }))
    toast({ tone: 'success', title: w()[`${props.move}Done`](props.person.name) })
    props.onDone()
    props.onClose()
  }
  const confirm = async () => {
    if (isBusy()) return
    setBusy(true)
    setError(null)
    try {
      await act()
    } catch (thrown) {
      setError(apiErrorOf(thrown))
    } finally {
      setBusy(false)
    }
  }

  const question = () => (
    <div class={styles['dialog']}>
      <Show when={props.move === 'reset'}>
        <AccessChoice value={kind()} onChange={setKind} />
      </Show>
      <RefusalBanner error={error()} />
      <div class={styles['dialogActions']}>
        <Button variant="secondary" onClick={props.onClose}>
          {w().cancel}
        </Button>
        <Button variant={props.move === 'end' ? 'danger' : 'primary'} busy={isBusy()} onClick={() => void confirm()}>
          {w()[`${props.move}Now`]}
        </Button>
      </div>
    </div>
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
