import Hospital from 'lucide-solid/icons/hospital'
import UserRound from 'lucide-solid/icons/user-round'
import X from 'lucide-solid/icons/x'
import { createEffect, createSignal, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { AvailabilityOf } from '../availability/index.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { NotAgreed } from '../partners/index.ts'
import { Button, Skeleton } from '../ui/index.ts'
import styles from './consults.module.css'
import { DepartmentPicker } from './DepartmentPicker.tsx'
import { type AskedDraft, clinicsOf, type RequestDraft } from './drafts.ts'
import { useNames } from './names.ts'

type Props = {
  draft: Pick<RequestDraft, 'service' | 'alternative'>
  onChange(which: 'service' | 'alternative', asked: AskedDraft | null): void
  /** Whom the address names is being looked up. */
  isFinding: boolean
  error?: string
  disabled: boolean
}

/** Who is asked: a department or a person of it, and who is tried when that fails. */
export const AskedField = (props: Props) => {
  const w = useWords(consultWords)
  const [isChoosing, setChoosing] = createSignal(false)
  /** By a press of the person, who goes on in the list. */
  const [isAnother, setAnother] = createSignal(false)
  const [isLooking, setLooking] = createSignal(props.draft.alternative !== null)
  // A list in which somebody chooses stays when they have: the arrow keys choose as they go along it.
  createEffect(() => {
    if (!props.isFinding && !props.draft.service) setChoosing(true)
  })
  const chooseAnother = () => {
    setAnother(true)
    setChoosing(true)
  }
  return (
    <>
      <NotAgreed service="consults" servers={clinicsOf(props.draft)} />
      <Show
        when={!props.isFinding}
        fallback={
          <fieldset class={styles['whom']} aria-busy="true">
            <legend>{w().whom}</legend>
            <div class={styles['asked']} role="status" aria-label={w().finding}>
              <Skeleton height="2.75rem" />
            </div>
          </fieldset>
        }
      >
        <Show
          when={isChoosing() ? null : props.draft.service}
          fallback={
            <DepartmentPicker
              legend={w().whom}
              value={props.draft.service}
              onChange={(service) => props.onChange('service', service)}
              disabled={props.disabled}
              withPeople
              autofocus={isAnother()}
              error={props.error}
            />
          }
        >
          {(asked) => (
            <AskedCard
              asked={asked()}
              disabled={props.disabled}
              onDepartment={() => props.onChange('service', { ...asked(), practitioner: null })}
              onOther={chooseAnother}
            />
          )}
        </Show>
      </Show>
      <details open={props.draft.alternative !== null} onToggle={({ currentTarget }) => setLooking(currentTarget.open)}>
        <summary>{w().alternative}</summary>
        <Show when={isLooking()}>
          <div class={styles['stack']}>
            <p class={styles['muted']}>{w().alternativeText}</p>
            <DepartmentPicker
              legend={w().alternative}
              value={props.draft.alternative}
              onChange={(service) => props.onChange('alternative', service)}
              disabled={props.disabled}
              withPeople
              asked={props.draft.service ? [props.draft.service] : []}
            />
            <Show when={props.draft.alternative && !props.disabled}>
              <div class={styles['actions']}>
                <Button variant="quiet" icon={X} onClick={() => props.onChange('alternative', null)}>
                  {w().noAlternative}
                </Button>
              </div>
            </Show>
          </div>
        </Show>
      </details>
    </>
  )
}

type CardProps = { asked: AskedDraft; disabled: boolean; onDepartment(): void; onOther(): void }

/** The one that was chosen, without those that were not. */
const AskedCard = (props: CardProps) => {
  const w = useWords(consultWords)
  const names = useNames()
  const department = () => names.department(props.asked)
  return (
    <fieldset class={styles['whom']}>
      <legend>{w().whom}</legend>
      <div class={styles['asked']}>
        <Dynamic component={props.asked.practitioner ? UserRound : Hospital} size={20} aria-hidden="true" />
        <p>
          <strong>{props.asked.practitioner?.name ?? department()}</strong>
          <Show when={props.asked.practitioner}>
            {(practitioner) => (
              <>
                <AvailabilityOf userId={practitioner().userId} />
                <span class={styles['muted']}>{w().thenDuty(department())}</span>
              </>
            )}
          </Show>
        </p>
        <Show when={!props.disabled}>
          <Button variant="quiet" onClick={() => (props.asked.practitioner ? props.onDepartment() : props.onOther())}>
            {props.asked.practitioner ? w().askDepartment : w().otherDepartment}
          </Button>
        </Show>
      </div>
    </fieldset>
  )
}
