import { createEffect, createMemo, createResource, createSignal, onCleanup, Show } from 'solid-js'
import type { HealthcareService, PractitionerRole } from '#shared/directory/api.ts'
import { stillNotAvailable } from '#shared/directory/availability.ts'
import { type ServerName, serverOf } from '#shared/matrix/ids.ts'
import { useStateWords } from '../availability/index.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { featureWords } from '../i18n/words/features.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useMayBegin } from '../partners/index.ts'
import { answerOf, Banner, Button, ChoiceGroup, Skeleton, TextField } from '../ui/index.ts'
import { agreementFor, askedFrom, askedPractitioner } from './asked.ts'
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
  /** People who are looked for by name can be chosen too. */
  withPeople?: boolean
  /** The clinic that keeps the consult, and asks; left out: the own one. */
  home?: ServerName
  /** Asked already, so that they cannot be chosen once more. */
  asked?: readonly { id: string; serverName: string }[]
}

const typingPauseMs = 250
const keyOf = ({ id, serverName }: { id: string; serverName: string }) => `${id}@${serverName}`
const keyOfAsked = (asked: AskedDraft) => asked.practitioner?.userId ?? keyOf(asked)

/**
 * A department of the own clinic or of any partner, with how many are on call there now and how soon it usually answers;
 * or a person of one, with what they are and whether they can be reached.
 */
export const DepartmentPicker = (props: Props) => {
  const w = useWords(consultWords)
  const format = useFormat()
  const api = useClinicApi()
  const features = useWords(featureWords)
  const names = useNames()
  const refusalWords = useRefusalWords()
  const specialty = useWords(specialtyWords)
  const stateWords = useStateWords()
  const session = useSession()
  const mayBegin = useMayBegin('consults')
  /** Our own ones stay in the list, where one sees that they are asked already; what is not agreed is said once chosen. */
  const mayAsk = (server: ServerName) => {
    const own = session.serverName
    return server === own || mayBegin(agreementFor(server, { home: props.home ?? own, own }))
  }
  /** Looking up the department of a person who was chosen has failed. */
  const [failure, setFailure] = createSignal<unknown>(null)
  const [typed, setTyped] = createSignal('')
  const [query, setQuery] = createSignal('')
  createEffect(() => {
    const text = typed()
    const timer = setTimeout(() => setQuery(text), typingPauseMs)
    onCleanup(() => clearTimeout(timer))
  })

  const isOff = () => !api.has('directory')
  /** Again when it is switched on again, and when another clinic can be asked or no longer. */
  const question = () => (isOff() ? null : { q: query(), partners: api.partners() })
  const [found, { refetch }] = createResource(question, ({ q }) =>
    unwrap(api.own.api.directory.search.$get({ query: { q } })).then(
      (result) => ({ q, ...result, error: null }),
      (error: unknown) => ({ q, people: [], services: [], unreachable: [], error }),
    ),
  )
  const answer = () => (isOff() ? undefined : answerOf(found))
  const services = createMemo<HealthcareService[]>(() =>
    (answer()?.services ?? []).filter(({ takesConsults, serverName }) => takesConsults && mayAsk(serverName)),
  )
  const people = createMemo<PractitionerRole[]>(() =>
    props.withPeople && query().trim()
      ? (answer()?.people ?? []).filter(
          ({ userId, serviceId, takesConsults }) =>
            serviceId !== null && takesConsults && userId !== session.userId && mayAsk(serverOf(userId)),
        )
      : [],
  )
  const unreachable = () => answer()?.unreachable ?? []

  const choices = () => {
    const value = props.value
    const chosen = value && keyOfAsked(value)
    const asked = new Set((props.asked ?? []).map(keyOf))
    const departments = services().map((service) => {
      const isAsked = asked.has(keyOf(service)) && keyOf(service) !== chosen
      const onCall = service.onCallCount > 0 ? w().onCall(service.onCallCount) : w().nobodyOnCall
      const usual = service.usualConsultMs ? w().usualAnswer(format.duration(service.usualConsultMs)) : ''
      return {
        value: keyOf(service),
        label: names.department(service),
        hint: isAsked ? w().askedAlready : [onCall, usual].filter(Boolean).join(' · '),
        disabled: props.disabled === true || isAsked || service.onCallCount === 0,
      }
    })
    const persons = people().map(({ userId, name, title, specialty: of, notAvailable }) => {
      const missing = stillNotAvailable(notAvailable, Date.now())
      const what = [title, specialty()[of], names.clinic(serverOf(userId))].filter(Boolean).join(', ')
      return {
        value: userId as string,
        label: name,
        hint: [what, missing ? stateWords(missing) : ''].filter(Boolean).join(' · '),
        disabled: props.disabled === true,
      }
    })
    const listed = [...departments, ...persons]
    if (!value || listed.some((choice) => choice.value === chosen)) return listed
    const department = names.department(value)
    return [
      {
        value: keyOfAsked(value),
        label: value.practitioner?.name ?? department,
        hint: value.practitioner ? w().thenDuty(department) : '',
        disabled: false,
      },
      ...listed,
    ]
  }

  const choose = (key: string) => {
    setFailure(null)
    const service = services().find((one) => keyOf(one) === key)
    if (service) return props.onChange(askedFrom(service))
    const person = people().find(({ userId }) => userId === key)
    if (person) askedPractitioner(api, person.userId).then(props.onChange, setFailure)
  }

  return (
    <div class={styles['stack']}>
      <Show when={isOff()}>
        <Banner tone="warning" title={features().isOff(features().names.directory)}>
          {w().withoutDirectory}
        </Banner>
      </Show>
      <TextField
        label={props.withPeople ? w().findWhom : w().findDepartment}
        type="search"
        value={typed()}
        onInput={setTyped}
        autocomplete="off"
        disabled={props.disabled === true || isOff()}
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
        value={props.value ? keyOfAsked(props.value) : null}
        onChange={choose}
        error={failure() ? refusalWords(failure()).title : props.error}
        fixedHeight
        busy={!isOff() && answer()?.q !== typed()}
        fallback={
          <Show when={!isOff()}>
            <Show when={answer()} fallback={<Skeleton width="100%" height="8rem" />}>
              <p class={styles['muted']}>{props.withPeople ? w().nobodyToAsk : w().noDepartment}</p>
            </Show>
          </Show>
        }
      />
      <p class={`${styles['muted']} ${styles['line']}`} role="status">
        {unreachable().length > 0 ? w().unreachable(unreachable().map(names.clinic).join(', ')) : ''}
      </p>
    </div>
  )
}
