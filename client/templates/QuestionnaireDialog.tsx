import { createResource, createSignal, For, Show } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { HealthcareService } from '#shared/directory/api.ts'
import { inLanguage, type Template } from '#shared/templates/question.ts'
import { questionnaireOf, templateOf } from '#shared/templates/questionnaire.ts'
import { shippedTemplates } from '#shared/templates/shipped.ts'
import { unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useLanguage, useWords } from '../i18n/index.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { answerOf, Button, Dialog, Skeleton } from '../ui/index.ts'
import { LoadFailure } from './LoadFailure.tsx'
import { QuestionList } from './QuestionList.tsx'
import { QuestionnaireFile } from './QuestionnaireFile.tsx'
import { SaveFailure } from './SaveFailure.tsx'
import { createSaving } from './saving.ts'
import { emptyTemplate, questionFaults } from './template-draft.ts'
import styles from './templates.module.css'
import { WordsFields } from './WordsFields.tsx'

type Props = { service: HealthcareService; onClose(): void }

/** What a department asks of those who ask it. */
export const QuestionnaireDialog = (props: Props) => {
  const w = useWords(templateWords)
  const language = useLanguage()
  const api = useClinicApi()
  const route = api.own.api.templates.questionnaires[':serviceId']
  const param = () => ({ serviceId: props.service.id })

  const [kept, { refetch }] = createResource(async () => {
    const found = await unwrap(route.$get({ param: param() }))
    if (found.questionnaire) begin(templateOf(found.questionnaire))
    return found
  })
  const [draft, setDraft] = createStore<Template>({ title: { de: '', en: '' }, questions: [] })
  const [isBegun, setBegun] = createSignal(false)
  const [isChecked, setChecked] = createSignal(false)
  const [opened, setOpened] = createSignal<string | null>(null)
  const saving = createSaving(() => props.onClose())
  let form: HTMLFormElement | undefined

  const begin = (template: Template) => {
    // A copy: what is shipped stays as it is, whatever is typed.
    setDraft(reconcile(structuredClone(template)))
    setBegun(true)
    setChecked(false)
    setOpened(template.questions.length === 1 ? (template.questions[0]?.linkId ?? null) : null)
  }
  const shipped = () =>
    shippedTemplates.toSorted(
      (one, other) =>
        Number(other.specialty === props.service.specialty) - Number(one.specialty === props.service.specialty),
    )
  const about = () => ({
    url: `https://${props.service.serverName}/fhir/Questionnaire/${props.service.id}`,
    version: String(Math.max(kept()?.version ?? 0, 1)),
  })
  const faults = () => (isChecked() ? questionFaults(draft.questions) : {})

  const put = async (template: Template | null, done: string) => {
    const known = kept()
    if (!known) return
    await saving.save(() => {
      const questionnaire = template && questionnaireOf(template, about())
      return unwrap(route.$put({ param: param(), json: { questionnaire, expectedVersion: known.version } }))
    }, done)
  }
  const save = (event: SubmitEvent) => {
    event.preventDefault()
    setChecked(true)
    const [faulty] = Object.keys(questionFaults(draft.questions))
    if (faulty) setOpened(faulty)
    if (faulty || !draft.title.de.trim())
      return form?.querySelector<HTMLElement>(':is(input, textarea)[aria-invalid="true"]')?.focus()
    void put(draft.questions.length > 0 ? draft : null, draft.questions.length > 0 ? w().saved : w().savedNothing)
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={w().questionsOf(props.service.name)}
      description={w().questionsText}
      size="large"
    >
      <Show when={!kept.error} fallback={<LoadFailure error={kept.error} onRetry={() => void refetch()} />}>
        <Show when={answerOf(kept)} fallback={<Skeleton height="12rem" width="100%" />}>
          {(found) => (
            <form ref={form} class={styles['stack']} onSubmit={save} noValidate>
              <Show
                when={isBegun()}
                fallback={
                  <fieldset class={styles['part']}>
                    <legend>{w().beginTitle}</legend>
                    <div class={styles['actions']}>
                      <For each={shipped()}>
                        {(template) => (
                          <Button onClick={() => begin(template)}>
                            {w().begin(inLanguage(template.title, language()))}
                          </Button>
                        )}
                      </For>
                      <Button onClick={() => begin(emptyTemplate(props.service.name))}>{w().beginEmpty}</Button>
                    </div>
                  </fieldset>
                }
              >
                <WordsFields
                  label={w().title}
                  de={draft.title.de}
                  en={draft.title.en}
                  onInput={(which, text) => setDraft('title', which, text)}
                  maxLength={200}
                  required
                  error={isChecked() && !draft.title.de.trim() ? w().missing : undefined}
                />
                <QuestionList
                  draft={draft}
                  setDraft={setDraft}
                  faults={faults()}
                  opened={opened()}
                  onOpen={setOpened}
                />
              </Show>
              <QuestionnaireFile
                template={isBegun() && draft.questions.length > 0 ? draft : null}
                about={about()}
                fileName={props.service.id}
                onRead={begin}
              />
              <SaveFailure failure={saving.failure()} />
              <div class={`${styles['actions']} ${styles['end']}`}>
                <Show when={found().questionnaire}>
                  <Button variant="quiet" onClick={() => void put(null, w().savedNothing)}>
                    {w().nothing}
                  </Button>
                </Show>
                <Button variant="secondary" onClick={() => props.onClose()}>
                  {w().cancel}
                </Button>
                <Button variant="primary" type="submit" busy={saving.isBusy()} disabled={!isBegun()}>
                  {w().save}
                </Button>
              </div>
            </form>
          )}
        </Show>
      </Show>
    </Dialog>
  )
}
