import { createEffect, createMemo, createResource, createSignal, onCleanup, Show } from 'solid-js'
import type { HealthcareService } from '#shared/directory/api.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { answerOf, Banner, Button, ChoiceGroup, Skeleton, TextField } from '../ui/index.ts'
import { askedFrom } from './asked.ts'
import { useRefusalWords } from './consult-actions.ts'
import styles from './consults.module.css'
import type { AskedDraft } from './drafts.ts'
import { useNames } from './names.ts'

type Props = {
  legend: string
  value: AskedDraft | null
  onChange(service: AskedDraft): void
  error?: string | undefined
  disabled?: boolean
  autofocus?: boolean
  /** Asked already, so that they cannot be chosen once more. */
  asked?: readonly { id: string; serverName: string }[]
}

const typingPauseMs = 250
const keyOf = ({ id, serverName }: { id: string; serverName: string }) => `${id}@${serverName}`

/** A department of the own clinic or of any partner, with how many are on call there now and how soon it usually answers. */
export const DepartmentPicker = (props: Props) => {
  const w = useWords(consultWords)
  const format = useFormat()
  const api = useClinicApi()
  const names = useNames()
  const refusalWords = useRefusalWords()
  const [typed, setTyped] = createSignal('')
  const [query, setQuery] = createSignal('')
  createEffect(() => {
    const text = typed()
    const timer = setTimeout(() => setQuery(text), typingPauseMs)
    onCleanup(() => clearTimeout(timer))
  })

  const [found, { refetch }] = createResource(query, (q) =>
    unwrap(api.own.api.directory.search.$get({ query: { q } })).then(
      ({ services, unreachable }) => ({ services, unreachable, error: null }),
      (error: unknown) => ({ services: [], unreachable: [], error }),
    ),
  )
  const answer = () => answerOf(found)
  const services = createMemo<HealthcareService[]>(() =>
    (answer()?.services ?? []).filter(({ takesConsults }) => takesConsults),
  )
  const unreachable = () => answer()?.unreachable ?? []

  const choices = () => {
    const value = props.value
    const chosen = value && keyOf(value)
    const asked = new Set((props.asked ?? []).map(keyOf))
    const listed = services().map((service) => {
      const isAsked = asked.has(keyOf(service)) && keyOf(service) !== chosen
      const onCall = service.onCallCount > 0 ? w().onCall(service.onCallCount) : w().nobodyOnCall
      const usual = service.usualConsultMs ? w().usualAnswer(format.duration(service.usualConsultMs)) : ''
      return {
        value: keyOf(service),
        label: w().at(service.name, names.clinic(service.serverName)),
        hint: isAsked ? w().askedAlready : [onCall, usual].filter(Boolean).join(' · '),
        disabled: props.disabled === true || isAsked || service.onCallCount === 0,
      }
    })
    const isListed = listed.some((choice) => choice.value === chosen)
    return isListed || !value
      ? listed
      : [
          { value: keyOf(value), label: w().at(value.name, names.clinic(value.serverName)), hint: '', disabled: false },
          ...listed,
        ]
  }

  const choose = (key: string) => {
    const service = services().find((one) => keyOf(one) === key)
    if (service) props.onChange(askedFrom(service))
  }

  return (
    <div class={styles['stack']}>
      <TextField
        label={w().findDepartment}
        type="search"
        value={typed()}
        onInput={setTyped}
        autocomplete="off"
        disabled={props.disabled === true}
        autofocus={props.autofocus === true}
      />
      <Show when={answer()?.error}>
        {(error) => (
          <Banner
            tone="danger"
            title={refusalWords(error()).title}
            action={
              <Button variant="secondary" onClick={() => void refetch()}>
                {w().retry}
              </Button>
            }
          >
            {refusalWords(error()).text}
          </Banner>
        )}
      </Show>
      <ChoiceGroup
        legend={props.legend}
        choices={choices()}
        value={props.value ? keyOf(props.value) : null}
        onChange={choose}
        error={props.error}
        fixedHeight
        fallback={
          <Show when={answer()} fallback={<Skeleton width="100%" height="8rem" />}>
            <p class={styles['muted']}>{w().noDepartment}</p>
          </Show>
        }
      />
      <p class={`${styles['muted']} ${styles['line']}`} role="status">
        {unreachable().length > 0 ? w().unreachable(unreachable().map(names.clinic).join(', ')) : ''}
      </p>
    </div>
  )
}
