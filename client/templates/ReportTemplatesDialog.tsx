import Plus from 'lucide-solid/icons/plus'
import { createResource, createSignal, For, Show } from 'solid-js'
import { createStore, unwrap as plain, reconcile } from 'solid-js/store'
import type { HealthcareService } from '#shared/directory/api.ts'
import { mostReportTemplates, type ReportTemplate } from '#shared/templates/report-template.ts'
import { apiErrorOf, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { Banner, Button, Dialog, Skeleton, TextField, toast } from '../ui/index.ts'
import { LoadFailure } from './LoadFailure.tsx'
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
  const errors = useWords(errorWords)
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
  const [isBusy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<{ title: string; action: string } | null>(null)
  let form: HTMLFormElement | undefined

  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    const known = kept()
    setChecked(true)
    if (draft.templates.some(({ name }) => !name.trim()))
      return form?.querySelector<HTMLElement>('input[aria-invalid="true"]')?.focus()
    if (isBusy() || !known) return
    setBusy(true)
    setFailure(null)
    try {
      const json = { templates: plain(draft).templates, expectedVersion: known.version }
      await unwrap(route.$put({ param: param(), json }))
      toast({ tone: 'success', title: w().reportsSaved })
      props.onClose()
    } catch (thrown) {
      const { code } = apiErrorOf(thrown)
      setFailure(
        code === 'race-lost' ? { title: w().changedMeanwhile, action: w().changedMeanwhileText } : errors()[code],
      )
    } finally {
      setBusy(false)
    }
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
        <Show when={kept.latest} fallback={<Skeleton height="12rem" width="100%" />}>
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
                    <Button
                      variant="quiet"
                      onClick={() => setDraft('templates', (all) => all.filter((_, at) => at !== index()))}
                    >
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
                disabled={draft.templates.length >= mostReportTemplates}
                onClick={() => setDraft('templates', (all) => [...all, newTemplate()])}
              >
                {w().addReport}
              </Button>
            </div>
            <Show when={failure()}>
              {(words) => (
                <div role="alert">
                  <Banner tone="danger" title={words().title}>
                    {words().action}
                  </Banner>
                </div>
              )}
            </Show>
            <div class={`${styles['actions']} ${styles['end']}`}>
              <Button variant="secondary" onClick={() => props.onClose()}>
                {w().cancel}
              </Button>
              <Button variant="primary" type="submit" busy={isBusy()}>
                {w().save}
              </Button>
            </div>
          </form>
        </Show>
      </Show>
    </Dialog>
  )
}
