import Plus from 'lucide-solid/icons/plus'
import X from 'lucide-solid/icons/x'
import { createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { acceptWithinMs, answerWithinMs, priorities } from '#shared/consults/priority.ts'
import type { HealthcareService } from '#shared/directory/api.ts'
import { daysOfWeek } from '#shared/directory/service-times.ts'
import { specialtyNames } from '#shared/directory/specialty.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { priorityWords } from '../i18n/words/consult-codes.ts'
import { departmentWords } from '../i18n/words/departments.ts'
import { specialtyWords } from '../i18n/words/specialties.ts'
import { Button, Checkbox, Dialog, IconButton, Select, TextField, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { AskForm } from './AskForm.tsx'
import { type DepartmentFault, draftOf, faultsOf, inputOf, newHours } from './department-draft.ts'

type Props = {
  /** Null: a new one. */
  service: HealthcareService | null
  /** The others, whose ids are taken. */
  taken: readonly string[]
  onClose(): void
  onSaved(): void
}

/** What counts where a department says nothing. */
const usual = { acceptWithin: acceptWithinMs, answerWithin: answerWithinMs }
const minuteMs = 60_000

/** A department as it can be asked: what it is called, when it works and how soon it answers. */
export const DepartmentDialog = (props: Props) => {
  const w = useWords(departmentWords)
  const specialtyName = useWords(specialtyWords)
  const priorityName = useWords(priorityWords)
  const api = useClinicApi()
  const [draft, setDraft] = createStore(draftOf(props.service, new Intl.DateTimeFormat().resolvedOptions().timeZone))
  const [isChecked, setChecked] = createSignal(false)
  const errorOf = (fault: DepartmentFault, text: string) =>
    isChecked() && faultsOf(draft).includes(fault) ? { error: text } : {}

  const save = async () => {
    setChecked(true)
    if (faultsOf(draft).length > 0) return
    await unwrap(api.own.api.directory.services.$put({ json: inputOf(draft, props.taken) }))
    toast({ tone: 'success', title: w().saved(draft.name.trim()) })
    props.onSaved()
    props.onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={props.service ? w().editTitle(props.service.name) : w().add}
      size="large"
    >
      <AskForm submit={w().save} onCancel={props.onClose} onSubmit={save}>
        <TextField
          label={w().name}
          value={draft.name}
          onInput={(text) => setDraft('name', text)}
          required
          maxLength={120}
          autocomplete="off"
          {...errorOf('name', w().missing)}
        />
        <Select
          label={w().specialty}
          value={draft.specialty}
          onChange={(specialty) => setDraft('specialty', specialty)}
          options={specialtyNames.map((value) => ({ value, label: specialtyName()[value] }))}
        />
        <TextField
          label={w().phone}
          description={w().phoneHint}
          type="tel"
          value={draft.phone}
          onInput={(text) => setDraft('phone', text)}
          maxLength={40}
          autocomplete="off"
        />
        <fieldset class={styles['part']}>
          <legend>{w().hours}</legend>
          <p class={styles['muted']}>{w().hoursHint}</p>
          <Show when={draft.hours.length > 0} fallback={<p>{w().aroundTheClock}</p>}>
            <For each={draft.hours}>
              {(hours, index) => (
                <div class={styles['hours']}>
                  <div class={styles['days']}>
                    <For each={daysOfWeek}>
                      {(day) => (
                        <Checkbox
                          label={w().days[day]}
                          checked={hours.days.includes(day)}
                          onChange={(isChosen) =>
                            setDraft('hours', index(), 'days', (days) =>
                              daysOfWeek.filter((one) => (one === day ? isChosen : days.includes(one))),
                            )
                          }
                        />
                      )}
                    </For>
                  </div>
                  <TextField
                    label={w().from}
                    type="time"
                    value={hours.from}
                    onInput={(text) => setDraft('hours', index(), 'from', text)}
                  />
                  <TextField
                    label={w().to}
                    type="time"
                    value={hours.to}
                    onInput={(text) => setDraft('hours', index(), 'to', text)}
                  />
                  <IconButton
                    label={w().removeHours}
                    icon={X}
                    onClick={() => setDraft('hours', (all) => all.filter((_, at) => at !== index()))}
                  />
                </div>
              )}
            </For>
          </Show>
          <Show when={errorOf('hours', w().badHours).error}>
            {(text) => (
              <p role="alert" class={styles['fault']}>
                {text()}
              </p>
            )}
          </Show>
          <div class={styles['actions']}>
            <Button variant="quiet" icon={Plus} onClick={() => setDraft('hours', (all) => [...all, newHours()])}>
              {w().addHours}
            </Button>
          </div>
        </fieldset>
        <For each={['acceptWithin', 'answerWithin'] as const}>
          {(which) => (
            <fieldset class={styles['part']}>
              <legend>{w()[which]}</legend>
              <p class={styles['muted']}>{w().withinHint}</p>
              <div class={styles['minutes']}>
                <For each={priorities.toReversed()}>
                  {(priority) => (
                    <TextField
                      label={priorityName()[priority]}
                      inputMode="numeric"
                      value={draft[which][priority]}
                      placeholder={String(usual[which][priority] / minuteMs)}
                      onInput={(text) => setDraft(which, priority, text)}
                      autocomplete="off"
                    />
                  )}
                </For>
              </div>
              <Show when={errorOf(which, w().badMinutes).error}>
                {(text) => (
                  <p role="alert" class={styles['fault']}>
                    {text()}
                  </p>
                )}
              </Show>
            </fieldset>
          )}
        </For>
      </AskForm>
    </Dialog>
  )
}
