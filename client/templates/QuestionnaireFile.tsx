import Download from 'lucide-solid/icons/download'
import FileInputIcon from 'lucide-solid/icons/file-input'
import { createSignal, Show } from 'solid-js'
import type { Template } from '#shared/templates/question.ts'
import { type Questionnaire, questionnaireOf } from '#shared/templates/questionnaire.ts'
import { mostTemplateBytes, readQuestionnaire, type TemplateFault } from '#shared/templates/read-questionnaire.ts'
import { useWords } from '../i18n/index.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { Banner, Button, FileInput, saveBlob, toast } from '../ui/index.ts'
import styles from './templates.module.css'

type Props = {
  /** What is saved; null: there is nothing to export. */
  template: Template | null
  about: Pick<Questionnaire, 'url' | 'version'>
  fileName: string
  onRead(template: Template): void
}

/** A form as a file: from other systems, and for them. */
export const QuestionnaireFile = (props: Props) => {
  const w = useWords(templateWords)
  const [fault, setFault] = createSignal<TemplateFault | null>(null)
  let input: HTMLInputElement | undefined

  const read = async ([file]: File[]) => {
    if (!file) return
    const outcome =
      file.size > mostTemplateBytes
        ? ({ ok: false, error: { code: 'too-large' } } as const)
        : readQuestionnaire(await file.text().catch(() => ''))
    setFault(outcome.ok ? null : outcome.error)
    if (!outcome.ok) return
    props.onRead(outcome.value)
    toast({ tone: 'info', title: w().importedNow(outcome.value.questions.length) })
  }
  const faultText = (reason: TemplateFault) =>
    reason.code === 'unsupported'
      ? w().unsupported(reason.about, w().unsupportedParts[reason.why])
      : w().importFaults[reason.code]
  const save = (template: Template) => {
    const text = JSON.stringify(questionnaireOf(template, props.about), null, 2)
    saveBlob(new Blob([text], { type: 'application/fhir+json' }), `${props.fileName}.fhir.json`)
  }

  return (
    <div class={styles['stack']}>
      <div class={styles['actions']}>
        <Button variant="quiet" icon={FileInputIcon} onClick={() => input?.click()}>
          {w().imported}
        </Button>
        <Show when={props.template}>
          {(template) => (
            <Button variant="quiet" icon={Download} onClick={() => save(template())}>
              {w().exported}
            </Button>
          )}
        </Show>
        <FileInput
          accept=".json,application/fhir+json,application/json"
          ref={(element) => {
            input = element
          }}
          onChoose={(files) => void read(files)}
        />
      </div>
      <Show when={fault()}>
        {(reason) => (
          <div role="alert">
            <Banner tone="danger" title={w().importRefused}>
              {faultText(reason())}
            </Banner>
          </div>
        )}
      </Show>
    </div>
  )
}
