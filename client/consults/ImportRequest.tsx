import FileInputIcon from 'lucide-solid/icons/file-input'
import { createSignal, For, Show } from 'solid-js'
import type { SetStoreFunction } from 'solid-js/store'
import { mostBytes, type ReadFault, type ReadRequest, readRequest } from '#shared/fhir/read-request.ts'
import { useWords } from '../i18n/index.ts'
import { sexWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { Banner, Button, Dialog, FileInput } from '../ui/index.ts'
import styles from './consults.module.css'
import type { RequestDraft } from './drafts.ts'
import { useNames } from './names.ts'

type Field = keyof ReadRequest

/** Fills the form from a file of the clinic's record, after a look at what is taken. Nothing leaves the device. */
export const ImportRequest = (props: { setDraft: SetStoreFunction<RequestDraft> }) => {
  const w = useWords(consultWords)
  const sexName = useWords(sexWords)
  const names = useNames()
  const [read, setRead] = createSignal<ReadRequest | null>(null)
  const [isOpen, setOpen] = createSignal(false)
  const [fault, setFault] = createSignal<ReadFault | null>(null)
  let input: HTMLInputElement | undefined

  const choose = async ([file]: File[]) => {
    if (!file) return
    // Looked at before it is read: a file of gigabytes would take the page with it.
    const outcome =
      file.size > mostBytes
        ? ({ ok: false, error: 'too-large' } as const)
        : readRequest(await file.text().catch(() => ''))
    setFault(outcome.ok ? null : outcome.error)
    if (!outcome.ok) return
    setRead(outcome.value)
    setOpen(true)
  }

  const labels = (): Record<Field, string> => ({
    patientName: w().patient,
    birthDate: w().birthDate,
    sex: w().sex,
    insuranceNumber: w().insuranceNumber,
    diagnosis: w().diagnosis,
    medication: w().medication,
    question: w().question,
  })
  const textOf = (field: Field, from: ReadRequest): string => {
    if (field === 'sex') return from.sex === 'unknown' ? '' : sexName()[from.sex]
    if (field === 'birthDate') return from.birthDate && names.day(from.birthDate)
    return from[field]
  }
  const fields = (): Field[] => Object.keys(labels()) as Field[]

  const take = (from: ReadRequest) => {
    const { patientName, birthDate, sex, insuranceNumber, diagnosis, medication, question } = from
    // Of the person all or nothing: a name with somebody else's number would be worse than a gap.
    props.setDraft({ patientName, birthDate, sex, insuranceNumber, diagnosis, medication })
    if (question) props.setDraft('question', question)
    setOpen(false)
  }

  return (
    <div class={styles['stack']}>
      <div class={styles['actions']}>
        <Button variant="secondary" icon={FileInputIcon} onClick={() => input?.click()}>
          {w().importFhir}
        </Button>
        <FileInput
          accept=".json,application/fhir+json,application/json"
          ref={(element) => {
            input = element
          }}
          onChoose={(files) => void choose(files)}
        />
      </div>
      <Show when={fault()}>
        {(reason) => (
          <div role="alert">
            <Banner tone="danger" title={w().importRefused}>
              {w().importFaults[reason()]}
            </Banner>
          </div>
        )}
      </Show>
      <Dialog open={isOpen()} onOpenChange={setOpen} title={w().importTitle} description={w().importText}>
        <Show when={read()}>
          {(from) => (
            <div class={styles['stack']}>
              <dl class={styles['facts']}>
                <For each={fields()}>
                  {(field) => (
                    <div>
                      <dt>{labels()[field]}</dt>
                      <dd>{textOf(field, from()) || w().importNothing}</dd>
                    </div>
                  )}
                </For>
              </dl>
              <div class={styles['actions']}>
                <Button variant="secondary" onClick={() => setOpen(false)}>
                  {w().close}
                </Button>
                <Button variant="primary" onClick={() => take(from())}>
                  {w().importTake}
                </Button>
              </div>
            </div>
          )}
        </Show>
      </Dialog>
    </div>
  )
}
