import { createResource, createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import * as v from 'valibot'
import { newPersonInput, type PasswordOutput } from '#shared/admin/api.ts'
import { type Specialty, specialtyNames } from '#shared/directory/specialty.ts'
import { type ApiError, apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { accountWords } from '../i18n/words/accounts.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { answerOf, Button, Checkbox, Dialog, Select, TextField } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { RefusalBanner } from './Failure.tsx'
import { OncePassword } from './OncePassword.tsx'
import { userNameFor } from './user-name.ts'

type Props = { onClose(): void; onAdded(): void }

const isUserName = (text: string) => v.is(newPersonInput.entries.localpart, text)

/** Somebody new at the clinic: what they are called, where they work, and the password that they begin with. */
export const PersonDialog = (props: Props) => {
  const w = useWords(accountWords)
  const specialtyName = useWords(specialtyWords)
  const api = useClinicApi()
  const [departments] = createResource(async () => (await unwrap(api.own.api.directory.services.$get())).services)
  const [draft, setDraft] = createStore({
    name: '',
    /** Null until somebody types one: the name suggests it. */
    userName: null as string | null,
    isInDirectory: true,
    title: '',
    specialty: 'general-medicine' as Specialty,
    serviceId: '',
    isClinicAdmin: false,
  })
  const [isChecked, setChecked] = createSignal(false)
  const [error, setError] = createSignal<ApiError | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  const [given, setGiven] = createSignal<PasswordOutput | null>(null)
  const userName = () => draft.userName ?? userNameFor(draft.name)
  const isComplete = () => draft.name.trim() !== '' && isUserName(userName())

  const add = async (event: SubmitEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!isComplete() || isBusy()) return
    setBusy(true)
    setError(null)
    const { name, isClinicAdmin, title, specialty, serviceId } = draft
    const entry = draft.isInDirectory ? { title: title.trim(), specialty, serviceId: serviceId || null } : null
    try {
      const json = { localpart: userName(), name: name.trim(), isClinicAdmin, entry }
      setGiven(await unwrap(api.own.api.admin.people.$post({ json })))
      props.onAdded()
    } catch (thrown) {
      setError(apiErrorOf(thrown))
    } finally {
      setBusy(false)
    }
  }

  const form = () => (
    <form class={styles['dialog']} onSubmit={(event) => void add(event)} noValidate>
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
      <TextField
        label={w().userName}
        description={w().userNameHint}
        value={userName()}
        onInput={(text) => setDraft('userName', text)}
        required
        maxLength={61}
        autocomplete="off"
        {...(isChecked() && !isUserName(userName()) ? { error: w().badUserName } : {})}
      />
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
      <Checkbox
        label={w().isAdmin}
        checked={draft.isClinicAdmin}
        onChange={(isOn) => setDraft('isClinicAdmin', isOn)}
      />
      <p class={styles['muted']}>{w().isAdminHint}</p>
      <RefusalBanner error={error()} />
      <div class={styles['dialogActions']}>
        <Button variant="secondary" onClick={props.onClose}>
          {w().cancel}
        </Button>
        <Button variant="primary" type="submit" busy={isBusy()}>
          {w().create}
        </Button>
      </div>
    </form>
  )

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={given() ? w().added(draft.name.trim()) : w().addTitle}
    >
      <Show when={given()} fallback={form()}>
        {(password) => <OncePassword given={password()} onClose={props.onClose} />}
      </Show>
    </Dialog>
  )
}
