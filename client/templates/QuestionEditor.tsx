import Plus from 'lucide-solid/icons/plus'
import X from 'lucide-solid/icons/x'
import { For, Show } from 'solid-js'
import type { SetStoreFunction } from 'solid-js/store'
import { type Question, questionKinds, type Template } from '#shared/templates/question.ts'
import { useWords } from '../i18n/index.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { Button, Checkbox, IconButton, Select, TextField } from '../ui/index.ts'
import { ConditionEditor } from './ConditionEditor.tsx'
import { newOption, type QuestionFault } from './template-draft.ts'
import styles from './templates.module.css'
import { WordsFields } from './WordsFields.tsx'

type Props = {
  question: Question
  questions: readonly Question[]
  at: number
  setDraft: SetStoreFunction<Template>
  fault: QuestionFault | undefined
}

/** What one question is, and what may be answered. */
export const QuestionEditor = (props: Props) => {
  const w = useWords(templateWords)
  const isNumber = () => props.question.kind === 'integer' || props.question.kind === 'decimal'
  const addOption = () => props.setDraft('questions', props.at, 'options', (all) => [...all, newOption()])
  const choose = (kind: Question['kind']) => {
    props.setDraft('questions', props.at, 'kind', kind)
    if (kind === 'choice' && props.question.options.length === 0) addOption()
  }
  return (
    <div class={styles['stack']}>
      <WordsFields
        label={w().question}
        de={props.question.text.de}
        en={props.question.text.en}
        onInput={(language, text) => props.setDraft('questions', props.at, 'text', language, text)}
        maxLength={300}
        required
        error={props.fault === 'text' ? w().missing : undefined}
      />
      <WordsFields
        label={w().help}
        de={props.question.help.de}
        en={props.question.help.en}
        onInput={(language, text) => props.setDraft('questions', props.at, 'help', language, text)}
        maxLength={500}
      />
      <div class={styles['row']}>
        <Select
          label={w().kind}
          value={props.question.kind}
          onChange={choose}
          options={questionKinds.map((value) => ({ value, label: w().kinds[value] }))}
        />
        <Show when={isNumber()}>
          <TextField
            label={w().unit}
            description={w().unitHint}
            value={props.question.unit}
            onInput={(unit) => props.setDraft('questions', props.at, 'unit', unit)}
            maxLength={60}
            autocomplete="off"
          />
        </Show>
      </div>
      <Show when={props.question.kind === 'choice'}>
        <fieldset class={styles['part']}>
          <legend>{w().options}</legend>
          <For each={props.question.options}>
            {(option, index) => (
              <div class={styles['option']}>
                <WordsFields
                  label={w().option(index() + 1)}
                  de={option.text.de}
                  en={option.text.en}
                  onInput={(language, text) =>
                    props.setDraft('questions', props.at, 'options', index(), 'text', language, text)
                  }
                  maxLength={200}
                  error={props.fault === 'options' && !option.text.de.trim() ? w().missing : undefined}
                />
                <IconButton
                  label={w().removeOption(index() + 1)}
                  icon={X}
                  onClick={() =>
                    props.setDraft('questions', props.at, 'options', (all) => all.filter((_, at) => at !== index()))
                  }
                />
              </div>
            )}
          </For>
          <Show when={props.fault === 'options'}>
            <p role="alert" class={styles['fault']}>
              {w().missingOptions}
            </p>
          </Show>
          <div class={styles['actions']}>
            <Button variant="quiet" icon={Plus} onClick={addOption}>
              {w().addOption}
            </Button>
          </div>
        </fieldset>
      </Show>
      <ConditionEditor
        questions={props.questions}
        at={props.at}
        isFaulty={props.fault === 'condition'}
        onChange={(when) => props.setDraft('questions', props.at, 'when', when)}
      />
      <Checkbox
        label={w().required}
        checked={props.question.isRequired}
        onChange={(isRequired) => props.setDraft('questions', props.at, 'isRequired', isRequired)}
      />
    </div>
  )
}
