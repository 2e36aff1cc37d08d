import { createResource, createSignal, For, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import type { Partner } from '#shared/partners/api.ts'
import { partnerServices, unlimited } from '#shared/partners/limits.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { partnerWords } from '../i18n/words/partners.ts'
import type { PartnersStore } from '../partners/index.ts'
import { answerOf, Checkbox, Dialog, Skeleton, TextField, toast } from '../ui/index.ts'
import styles from './AdminView.module.css'
import { AskForm } from './AskForm.tsx'
import { draftOfLimits, faultOfLimits, limitsOf } from './limits-draft.ts'

type Props = { partner: Partner; onClose(): void; store: Pick<PartnersStore, 'limit'> }

const toggled = <T,>(all: readonly T[], one: T, isOn: boolean): T[] => [
  ...all.filter((other) => other !== one),
  ...(isOn ? [one] : []),
]

/** What we let a partner do, in which departments, and until when. */
export const LimitsDialog = (props: Props) => {
  const w = useWords(partnerWords)
  const api = useClinicApi()
  const [departments] = createResource(async () => (await unwrap(api.own.api.directory.services.$get())).services)
  const [draft, setDraft] = createStore(draftOfLimits(props.partner.limits?.ours ?? unlimited))
  const [isChecked, setChecked] = createSignal(false)
  const fault = () => (isChecked() ? faultOfLimits(draft, Date.now()) : null)

  const save = async () => {
    setChecked(true)
    if (faultOfLimits(draft, Date.now())) return
    await props.store.limit(props.partner.serverName, limitsOf(draft))
    toast({ tone: 'success', title: w().limited(props.partner.name) })
    props.onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={w().limitTitle(props.partner.name)}
      description={w().limitText}
      size="large"
    >
      <AskForm submit={w().limitSave} onCancel={props.onClose} onSubmit={save}>
        <fieldset class={styles['part']}>
          <legend>{w().servicesLegend}</legend>
          <For each={partnerServices}>
            {(service) => (
              <Checkbox
                label={w().services[service]}
                description={w().serviceMeaning[service]}
                checked={draft.services.includes(service)}
                onChange={(isOn) => setDraft('services', (all) => toggled(all, service, isOn))}
              />
            )}
          </For>
        </fieldset>
        <fieldset class={styles['part']}>
          <legend>{w().departmentsLegend}</legend>
          <Checkbox label={w().allDepartments} checked={draft.isAll} onChange={(isOn) => setDraft('isAll', isOn)} />
          <Show when={!draft.isAll}>
            <p class={styles['muted']}>{w().departmentsHint}</p>
            <Show when={answerOf(departments)} fallback={<Skeleton height="4rem" width="100%" />}>
              {(all) => (
                <For each={all()}>
                  {({ id, name }) => (
                    <Checkbox
                      label={name}
                      checked={draft.departments.includes(id)}
                      onChange={(isOn) => setDraft('departments', (chosen) => toggled(chosen, id, isOn))}
                    />
                  )}
                </For>
              )}
            </Show>
            <Show when={fault() === 'no-department'}>
              <p role="alert" class={styles['fault']}>
                {w().noDepartment}
              </p>
            </Show>
          </Show>
        </fieldset>
        <TextField
          type="date"
          label={w().untilLegend}
          description={w().untilHint}
          value={draft.lastDay}
          onInput={(day) => setDraft('lastDay', day)}
          {...(fault() === 'past' ? { error: w().untilPast } : {})}
        />
      </AskForm>
    </Dialog>
  )
}
