import { createResource, createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import * as v from 'valibot'
import { type AdminPerson, newPersonInput } from '#shared/admin/api.ts'
import { type Specialty, specialtyNames } from '#shared/directory/specialty.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { accountWords } from '../i18n/words/accounts.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { answerOf, Checkbox, Dialog, Select, TextField, toast } from '../ui/index.ts'
import { AccessChoice } from './AccessChoice.tsx'
import { AskForm } from './AskForm.tsx'
import { type AccessKind, type GivenAccess, prepareAccess } from './access.ts'
import { OnceAccess } from './OnceAccess.tsx'
import { userNameFor } from './user-name.ts'

/** `person`: whom to change; without, somebody new. */
type Props = { person?: AdminPerson; onClose(): void; onDone(): void }

const isUserName = (text: string) => v.is(newPersonInput.entries.localpart, text)

/** What somebody at the clinic is called and where they work; of somebody new, also how they come in. */
export const PersonDialog = (props: Props) => {
  const w = useWords(accountWords)
  const specialtyName = useWords(specialtyWords)
  const api = useClinicApi()
  const [departments] = createResource(async () => (await unwrap(api.own.api.directory.services.$get())).services)
  const [draft, setDraft] = createStore({
    name: props.person?.name ?? '',
    /** Null until somebody types one: the name suggests it. */
    userName: null as string | null,
    isInDirectory: !props.person || props.person.entry !== null,
    title: props.person?.entry?.title ?? '',
    specialty: (props.person?.entry?.specialty ?? 'general-medicine') as Specialty,
    serviceId: props.person?.entry?.serviceId ?? '',
    isClinicAdmin: false,
    access: 'link' as AccessKind,
  })
  const [isChecked, setChecked] = createSignal(false)
  const [given, setGiven] = createSignal<GivenAccess | null>(null)
  const userName = () => draft.userName ?? userNameFor(draft.name)
  const isComplete = () => draft.name.trim() !== '' && (props.person !== undefined || isUserName(userName()))

  const save = async () => {
    const { isClinicAdmin, title, specialty, serviceId } = draft
    const name = draft.name.trim()
    const entry = draft.isInDirectory ? { title: title.trim(), specialty, serviceId: serviceId || null } : null
    if (props.person) {
      await unwrap(api.own.api.admin.people.$put({ json: { userId: props.person.userId, name, entry } }))
      toast({ tone: 'success', title: w().changed(name) })
      props.onClose()
    } else {
      const { invitation, given: toGive } = await prepareAccess(draft.access)
      const json = { localpart: userName(), name, isClinicAdmin, entry, invitation }
      setGiven(toGive(await unwrap(api.own.api.admin.people.$post({ json }))))
    }
    props.onDone()
  }
  const submit = async () => {
    setChecked(true)
    if (isComplete()) await save()
  }

  const form = () => (
    <AskForm submit={props.person ? w().save : w().create} onCancel={props.onClose} onSubmit={submit}>
      <TextField
        label={w().name}
        description={w().nameHint}
        value={draft.name}
        onInput={(text) => setDraft('name', text)}
        required
        autofocus
        maxLength={120}
        autocomplete="off"
        {...(isChecked() && draft.name.trim() === '' ? { error: w().missing } : {})}
      />
      <Show when={!props.person}>
        <TextField
          label={w().userName}
          description={w().userNameHint}
          value={userName()}
          onInput={(text) => setDraft('userName', text)}
          required
          maxLength={61}
          autocomplete="off"
          {...(isChecked() && !isUserName(userName())
            ? { error: userName() === '' ? w().missing : w().badUserName }
            : {})}
        />
      </Show>
      <Checkbox
        label={w().inDirectory}
        checked={draft.isInDirectory}
        onChange={(isOn) => setDraft('isInDirectory', isOn)}
      />
      <Show when={draft.isInDirectory}>
        <TextField
          label={w().title}
          description={w().titleHint}
          value={draft.title}
          onInput={(text) => setDraft('title', text)}
          maxLength={120}
          autocomplete="off"
        />
        <Select
          label={w().specialty}
          value={draft.specialty}
          onChange={(specialty) => setDraft('specialty', specialty)}
          options={specialtyNames.map((value) => ({ value, label: specialtyName()[value] }))}
        />
        <Select
          label={w().department}
          value={draft.serviceId}
          onChange={(serviceId) => setDraft('serviceId', serviceId)}
          options={[
            { value: '', label: w().noDepartment },
            ...(answerOf(departments) ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Show>
      <Show when={!props.person}>
        <Checkbox
          label={w().isAdmin}
          description={w().isAdminHint}
          checked={draft.isClinicAdmin}
          onChange={(isOn) => setDraft('isClinicAdmin', isOn)}
        />
        <AccessChoice value={draft.access} onChange={(access) => setDraft('access', access)} />
      </Show>
    </AskForm>
  )

  const title = () => {
    if (given()) return w().added(draft.name.trim())
    return props.person ? w().changeTitle(props.person.name) : w().addTitle
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && props.onClose()} title={title()}>
      <Show when={given()} fallback={form()}>
        {(access) => <OnceAccess given={access()} onClose={props.onClose} />}
      </Show>
    </Dialog>
  )
}
