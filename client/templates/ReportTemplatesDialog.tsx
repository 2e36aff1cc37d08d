import Plus from 'lucide-solid/icons/plus'
import { createResource, createSignal, For, Show } from 'solid-js'
import { createStore, unwrap as plain, reconcile } from 'solid-js/store'
import type { HealthcareService } from '#shared/directory/api.ts'
import { mostReportTemplates, type ReportTemplate } from '#shared/templates/report-template.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { answerOf, Button, Dialog, Skeleton, TextField } from '../ui/index.ts'
import { LoadFailure } from './LoadFailure.tsx'
import { SaveFailure } from './SaveFailure.tsx'
import { createSaving } from './saving.ts'
import styles from './templates.module.css'

const newTemplate = (): ReportTemplate => ({
  id: crypto.randomUUID(),
  name: '',
  findings: '',
  assessment: '',
  recommendation: '',
})

/** What the reports of a department begin with. */
export const ReportTemplatesDialog = (props: { service: HealthcareService; onClose(): void }) => {
  const w = useWords(templateWords)
  const api = useClinicApi()
  const route = api.own.api.templates.reports[':serviceId']
  const param = () => ({ serviceId: props.service.id })
  const [draft, setDraft] = createStore<{ templates: ReportTemplate[] }>({ templates: [] })
  const [kept, { refetch }] = createResource(async () => {
    const found = await unwrap(route.$get({ param: param() }))
    setDraft('templates', reconcile(structuredClone(found.templates)))
    return found
  })
  const [isChecked, setChecked] = createSignal(false)
  const saving = createSaving(() => props.onClose())
  let form: HTMLFormElement | undefined
  let addButton: HTMLButtonElement | undefined

  const add = () => {
    setDraft('templates', (all) => [...all, newTemplate()])
    form?.querySelector<HTMLElement>('fieldset:last-of-type input')?.focus()
  }
  const remove = (index: number) => {
    setDraft('templates', (all) => all.filter((_, at) => at !== index))
    // The button that was pressed is gone.
    addButton?.focus()
  }
  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    const known = kept()
    setChecked(true)
    if (draft.templates.some(({ name }) => !name.trim()))
      return form?.querySelector<HTMLElement>('input[aria-invalid="true"]')?.focus()
    if (!known) return
    await saving.save(() => {
      const json = { templates: plain(draft).templates, expectedVersion: known.version }
      return unwrap(route.$put({ param: param(), json }))
    }, w().reportsSaved)
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={w().reportsOf(props.service.name)}
      description={w().reportsText}
      size="large"
    >
      <Show when={!kept.error} fallback={<LoadFailure error={kept.error} onRetry={() => void refetch()} />}>
        <Show when={answerOf(kept)} fallback={<Skeleton height="12rem" width="100%" />}>
          <form ref={form} class={styles['stack']} onSubmit={(event) => void save(event)} noValidate>
            <For each={draft.templates} fallback={<p class={styles['muted']}>{w().noReports}</p>}>
              {(template, index) => (
                <fieldset class={styles['question']}>
                  <legend>{w().reportTemplate(index() + 1)}</legend>
                  <TextField
                    label={w().reportName}
                    value={template.name}
                    onInput={(name) => setDraft('templates', index(), 'name', name)}
                    required
                    maxLength={120}
                    autocomplete="off"
                    {...(isChecked() && !template.name.trim() ? { error: w().missing } : {})}
                  />
                  <For each={['findings', 'assessment', 'recommendation'] as const}>
                    {(section) => (
                      <TextField
                        label={w().sections[section]}
                        value={template[section]}
                        onInput={(text) => setDraft('templates', index(), section, text)}
                        multiline
                        maxLength={5_000}
                      />
                    )}
                  </For>
                  <div class={styles['actions']}>
                    <Button variant="quiet" onClick={() => remove(index())}>
                      {w().removeReport}
                    </Button>
                  </div>
                </fieldset>
              )}
            </For>
            <div class={styles['actions']}>
              <Button
                variant="secondary"
                icon={Plus}
                ref={(element) => {
                  addButton = element
                }}
                disabled={draft.templates.length >= mostReportTemplates}
                onClick={add}
              >
                {w().addReport}
              </Button>
            </div>
            <SaveFailure failure={saving.failure()} />
            <div class={`${styles['actions']} ${styles['end']}`}>
              <Button variant="secondary" onClick={() => props.onClose()}>
                {w().cancel}
              </Button>
              <Button variant="primary" type="submit" busy={saving.isBusy()}>
                {w().save}
              </Button>
            </div>
          </form>
        </Show>
      </Show>
    </Dialog>
  )
}
