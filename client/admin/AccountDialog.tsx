import { createSignal, Show } from 'solid-js'
import type { AdminPerson } from '#shared/admin/api.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { accountWords } from '../i18n/words/accounts.ts'
import { Dialog, toast } from '../ui/index.ts'
import { AccessChoice } from './AccessChoice.tsx'
import { AskForm } from './AskForm.tsx'
import { type AccessKind, type GivenAccess, prepareAccess } from './access.ts'
import { OnceAccess } from './OnceAccess.tsx'

/** What can be done with an account; the end has no way back. */
export type AccountMove = 'makeAdmin' | 'endAdmin' | 'reset' | 'end'

type Props = { person: AdminPerson; move: AccountMove; onClose(): void; onDone(): void }

/** Says what it means before it is done. */
export const AccountDialog = (props: Props) => {
  const w = useWords(accountWords)
  const api = useClinicApi()
  const [given, setGiven] = createSignal<GivenAccess | null>(null)
  const [kind, setKind] = createSignal<AccessKind>('link')

  const act = async () => {
    const { userId } = props.person
    if (props.move === 'reset') {
      const { invitation, given: toGive } = await prepareAccess(kind())
      setGiven(toGive(await unwrap(api.own.api.admin.people.access.$post({ json: { userId, invitation } }))))
      return
    }
    if (props.move === 'end') await unwrap(api.own.api.admin.people.closing.$post({ json: { userId } }))
    else
      await unwrap(api.own.api.admin.people.role.$put({ json: { userId, isClinicAdmin: props.move === 'makeAdmin' } }))
    toast({ tone: 'success', title: w()[`${props.move}Done`](props.person.name) })
    props.onDone()
    props.onClose()
  }

  const question = () => (
    <AskForm submit={w()[`${props.move}Now`]} danger={props.move === 'end'} onCancel={props.onClose} onSubmit={act}>
      <Show when={props.move === 'reset'}>
        <AccessChoice value={kind()} onChange={setKind} />
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
