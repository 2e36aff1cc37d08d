import { Key } from '@solid-primitives/keyed'
import { createMemo, createSignal, Show } from 'solid-js'
import type { PractitionerRole } from '#shared/directory/api.ts'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { AvailabilityMark } from '../availability/index.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { directoryWords } from '../i18n/words/directory.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useClinicName } from '../partners/index.ts'
import { Button, TextField } from '../ui/index.ts'
import { askDirectory, nothingFound } from './ask-directory.ts'
import { ClinicName } from './ClinicName.tsx'
import styles from './directory.module.css'
import { createDirectorySearch } from './directory-search.ts'

const shownPeople = 6

type Props = {
  label: string
  /** What is done with the one who is chosen. */
  choose: string
  isLeftOut(user: UserId): boolean
  /** Why somebody who is found cannot be chosen; null: they can. */
  hindranceOf?(person: PractitionerRole): string | null
  onChoose(person: PractitionerRole): void
  /** The field. */
  ref?: (field: HTMLElement) => void
}

/** Finds somebody of the own or of a partner clinic, to do something with them; shows nobody before one types. */
export const PersonSearch = (props: Props) => {
  const w = useWords(directoryWords)
  const errors = useWords(errorWords)
  const api = useClinicApi()
  const clinicName = useClinicName()
  const [typed, setTyped] = createSignal('')
  let field: HTMLElement | undefined
  const question = createMemo(() => ({ q: typed().trim(), specialty: null }))
  const search = createDirectorySearch(question, async (wanted, arrive) =>
    wanted.q === '' ? nothingFound : askDirectory(api, wanted, arrive),
  )
  const people = () =>
    typed().trim() === ''
      ? []
      : (search.found()?.people ?? []).filter(({ userId }) => !props.isLeftOut(userId)).slice(0, shownPeople)
  const status = () => {
    const error = search.error()
    if (error) return errors()[error].title
    const missing = typed().trim() === '' ? [] : (search.found()?.unreachable ?? [])
    if (missing.length > 0) return w().unreachable(missing.map(clinicName).join(', '))
    return typed().trim() === '' || search.isSearching() || people().length > 0 ? '' : w().nobodyTitle
  }

  return (
    <div class={styles['group']}>
      <TextField
        ref={(element) => {
          field = element
          props.ref?.(element)
        }}
        type="search"
        label={props.label}
        value={typed()}
        onInput={setTyped}
        autocomplete="off"
      />
      <p class={styles['muted']} role="status">
        {status()}
      </p>
      <Show when={people().length > 0}>
        <ul class={styles['found']}>
          <Key each={people()} by="userId">
            {(person) => (
              <li class={styles['foundEntry']}>
                <span class={styles['foundName']}>
                  {person().name}
                  <span class={styles['facts']}>
                    <Show when={person().title}>
                      <span>{person().title}</span>
                    </Show>
                    <ClinicName server={serverOf(person().userId)} />
                    <AvailabilityMark of={person().notAvailable} />
                  </span>
                  <Show when={props.hindranceOf?.(person())}>
                    {(why) => <span class={styles['muted']}>{why()}</span>}
                  </Show>
                </span>
                <Show when={!props.hindranceOf?.(person())}>
                  <Button
                    size="small"
                    onClick={() => {
                      const chosen = person()
                      setTyped('')
                      props.onChoose(chosen)
                      // The button is gone; the next one is looked for.
                      field?.focus()
                    }}
                  >
                    {props.choose}
                  </Button>
                </Show>
              </li>
            )}
          </Key>
        </ul>
      </Show>
    </div>
  )
}
