import UserRound from 'lucide-solid/icons/user-round'
import X from 'lucide-solid/icons/x'
import { createSignal, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { Button } from '../ui/index.ts'
import styles from './consults.module.css'
import { DepartmentPicker } from './DepartmentPicker.tsx'
import type { AskedDraft, RequestDraft } from './drafts.ts'
import { useNames } from './names.ts'

type Props = {
  draft: Pick<RequestDraft, 'service' | 'alternative'>
  onChange(which: 'service' | 'alternative', asked: AskedDraft | null): void
  wanted: { id: string; serverName: string } | null
  error?: string
  disabled: boolean
}

/** Who is asked: a department or a person of it, and who is tried when that fails. */
export const AskedField = (props: Props) => {
  const w = useWords(consultWords)
  const names = useNames()
  const [isLooking, setLooking] = createSignal(props.draft.alternative !== null)
  return (
    <>
      <Show
        when={props.draft.service?.practitioner}
        fallback={
          <DepartmentPicker
            legend={w().department}
            value={props.draft.service}
            wanted={props.wanted}
            onChange={(service) => props.onChange('service', service)}
            disabled={props.disabled}
            error={props.error}
          />
        }
      >
        {(practitioner) => (
          <div class={styles['asked']}>
            <UserRound size={20} aria-hidden="true" />
            <p>
              <strong>{practitioner().name}</strong>
              <span class={styles['muted']}>
                {w().thenDuty(w().at(props.draft.service?.name ?? '', names.clinicOf(practitioner().userId)))}
              </span>
            </p>
            <Show when={!props.disabled}>
              <Button variant="quiet" onClick={() => props.onChange('service', null)}>
                {w().askDepartment}
              </Button>
            </Show>
          </div>
        )}
      </Show>
      <details open={props.draft.alternative !== null} onToggle={({ currentTarget }) => setLooking(currentTarget.open)}>
        <summary>{w().alternative}</summary>
        <Show when={isLooking()}>
          <div class={styles['stack']}>
            <p class={styles['muted']}>{w().alternativeText}</p>
            <DepartmentPicker
              legend={w().alternative}
              value={props.draft.alternative}
              wanted={null}
              onChange={(service) => props.onChange('alternative', service)}
              disabled={props.disabled}
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
