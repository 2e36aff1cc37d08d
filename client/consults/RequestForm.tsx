import { type Accessor, For, Show } from 'solid-js'
import type { SetStoreFunction } from 'solid-js/store'
import { type Priority, priorities } from '#shared/consults/priority.ts'
import { consultReasons, sexes } from '#shared/consults/request.ts'
import { acceptWithin, hoursOf } from '#shared/consults/task-times.ts'
import type { AnswerFault } from '#shared/templates/answers.ts'
import { ChosenFiles, type ToUpload } from '../case-files/index.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { consentWords, consultReasonWords, priorityHintWords, sexWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { Banner, Button, ChoiceGroup, PriorityBadge, Select, TextField } from '../ui/index.ts'
import { AskedField } from './AskedField.tsx'
import { AskedQuestions } from './AskedQuestions.tsx'
import type { RequestFault, RequestField } from './check-request.ts'
import styles from './consults.module.css'
import { clinicsOf, type RequestDraft } from './drafts.ts'
import { ImportRequest } from './ImportRequest.tsx'

type Props = {
  draft: RequestDraft
  setDraft: SetStoreFunction<RequestDraft>
  faults: Accessor<Partial<Record<RequestField, RequestFault>>>
  answerFaults: Accessor<Record<string, AnswerFault>>
  /** Whom the address names is being looked up. */
  isFinding: boolean
  files: readonly ToUpload[]
  setFiles(files: readonly ToUpload[]): void
  /** Chosen before the page was loaded anew, and not since. */
  lostNames: readonly string[]
  onForgetLost(): void
  /** The department is called already: who and how urgently stays as it is. */
  isAsked: boolean
}

export const RequestForm = (props: Props) => {
  const w = useWords(consultWords)
  const format = useFormat()
  const priorityHint = useWords(priorityHintWords)
  const sexName = useWords(sexWords)
  const reasonName = useWords(consultReasonWords)
  const consentText = useWords(consentWords)

  /** By the times of the department that is asked: they may be others than those of everybody. */
  const acceptedIn = (priority: Priority) => {
    const service = props.draft.service ?? { times: null }
    const isInHours = (hoursOf(service, priority)?.availableTime.length ?? 0) > 0
    return w().acceptedIn(format.duration(acceptWithin(service, priority)), isInHours)
  }
  const faultText = (fault: RequestFault) =>
    ({
      missing: w().fieldMissing,
      'not-a-date': w().notADate,
      'not-insurance': w().notInsurance,
      'too-long': w().tooLong,
    })[fault]
  const errorOf = (field: RequestField, missing?: string) => {
    const fault = props.faults()[field]
    if (!fault) return {}
    return { error: fault === 'missing' && missing ? missing : faultText(fault) }
  }

  return (
    <>
      <AskedField
        draft={props.draft}
        onChange={(which, asked) => props.setDraft(which, asked)}
        isFinding={props.isFinding}
        disabled={props.isAsked}
        {...errorOf('service', w().chooseDepartment)}
      />
      <ChoiceGroup
        legend={w().priority}
        value={props.draft.priority}
        onChange={(priority) => props.setDraft('priority', priority)}
        choices={priorities.toReversed().map((value) => ({
          value,
          sign: <PriorityBadge priority={value} />,
          label: acceptedIn(value),
          hint: priorityHint()[value],
          disabled: props.isAsked,
        }))}
        {...errorOf('priority', w().choosePriority)}
      />

      <ImportRequest setDraft={props.setDraft} />
      <fieldset class={styles['fields']}>
        <legend>{w().patient}</legend>
        <TextField
          label={w().patientName}
          value={props.draft.patientName}
          onInput={(text) => props.setDraft('patientName', text)}
          required
          autocomplete="off"
          {...errorOf('patientName')}
        />
        <div class={styles['row']}>
          <TextField
            label={w().birthDate}
            type="date"
            value={props.draft.birthDate}
            onInput={(text) => props.setDraft('birthDate', text)}
            required
            autocomplete="off"
            {...errorOf('birthDate')}
          />
          <Select
            label={w().sex}
            value={props.draft.sex}
            onChange={(value) => props.setDraft('sex', value)}
            options={sexes.map((value) => ({ value, label: sexName()[value] }))}
          />
          <TextField
            label={w().insuranceNumber}
            value={props.draft.insuranceNumber}
            onInput={(text) => props.setDraft('insuranceNumber', text)}
            description={w().insuranceNumberHint}
            autocomplete="off"
            {...errorOf('insuranceNumber')}
          />
        </div>
      </fieldset>

      <TextField
        label={w().question}
        value={props.draft.question}
        onInput={(text) => props.setDraft('question', text)}
        multiline
        required
        {...errorOf('question')}
      />
      <Select
        label={w().reason}
        value={props.draft.reason}
        onChange={(value) => props.setDraft('reason', value)}
        options={consultReasons.map((value) => ({ value, label: reasonName()[value] }))}
      />
      <For each={['diagnosis', 'medication'] as const}>
        {(field) => (
          <TextField
            label={w()[field]}
            description={w().optional}
            value={props.draft[field]}
            onInput={(text) => props.setDraft(field, text)}
            multiline
            {...errorOf(field)}
          />
        )}
      </For>
      <AskedQuestions
        draft={props.draft}
        onQuestions={(asked) => props.setDraft(asked)}
        onAnswer={(linkId, typed) => props.setDraft('answers', linkId, typed)}
        faults={props.answerFaults()}
      />
      <div class={styles['row']}>
        <TextField
          label={w().phone}
          type="tel"
          value={props.draft.phone}
          onInput={(text) => props.setDraft('phone', text)}
          autocomplete="off"
        />
        <TextField
          label={w().wantedBy}
          type="datetime-local"
          value={props.draft.wantedBy}
          onInput={(text) => props.setDraft('wantedBy', text)}
          autocomplete="off"
        />
      </div>
      <fieldset class={styles['fields']}>
        <legend>{w().files}</legend>
        <Show when={props.lostNames.length > 0}>
          <Banner
            tone="warning"
            title={w().filesLost}
            action={
              <Button variant="secondary" onClick={() => props.onForgetLost()}>
                {w().withoutThem}
              </Button>
            }
          >
            {props.lostNames.join(', ')}
          </Banner>
        </Show>
        <ChosenFiles
          ofCase={props.draft.requestId}
          servers={clinicsOf(props.draft)}
          files={props.files}
          onAdd={(files) => props.setFiles([...props.files, ...files])}
          onRemove={(at) => props.setFiles(props.files.filter((_, one) => one !== at))}
        />
      </fieldset>
      <ChoiceGroup
        legend={w().consent}
        stacked
        value={props.draft.consent}
        onChange={(consent) => props.setDraft('consent', consent)}
        choices={(['given', 'emergency'] as const).map((value) => ({ value, label: consentText()[value] }))}
        {...errorOf('consent', w().chooseConsent)}
      />
      <Show when={!props.isAsked}>
        <p class={styles['muted']}>{w().encrypted}</p>
      </Show>
    </>
  )
}
