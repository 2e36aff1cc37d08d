import { createMemo, For, type JSX, Match, Show, Switch } from 'solid-js'
import type { AnswerFault } from '#shared/templates/answers.ts'
import { askedNow } from '#shared/templates/conditions.ts'
import { type Answers, inLanguage, type Question, type Section, sectionsOf } from '#shared/templates/question.ts'
import { type Questionnaire, templateOf } from '#shared/templates/questionnaire.ts'
import { useLanguage, useWords } from '../i18n/index.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { ChoiceGroup, Select, TextField } from '../ui/index.ts'
import styles from './templates.module.css'

type Props = {
  questionnaire: Questionnaire
  answers: Answers
  onAnswer(linkId: string, typed: string): void
  faults: Record<string, AnswerFault>
}

/** Of more than these a list is easier to read than cards. */
const mostCards = 5
/** A group of choices cannot be emptied again, so that saying nothing is one of them. */
const nothing = '-'

/** The questions of a department, as fields of a form: those that are asked, given what is answered so far. */
export const QuestionFields = (props: Props) => {
  const language = useLanguage()
  const questions = createMemo(() => templateOf(props.questionnaire).questions)
  const sections = createMemo(() => sectionsOf(questions()))
  const asked = createMemo(() => new Set(askedNow(questions(), props.answers)))
  const Fields = (of: { section: Section }) => (
    // Those that stay keep their place in the page, and the focus in it.
    <For each={of.section.questions.filter((question) => asked().has(question))}>
      {(question) => (
        <QuestionField
          question={question}
          typed={props.answers[question.linkId] ?? ''}
          onAnswer={(typed) => props.onAnswer(question.linkId, typed)}
          fault={props.faults[question.linkId]}
        />
      )}
    </For>
  )
  return (
    <For each={sections()}>
      {(section) => (
        <Show when={section.group} fallback={<Fields section={section} />}>
          {(group) => (
            <Show when={section.questions.some((question) => asked().has(question))}>
              <fieldset class={styles['part']}>
                <legend>{inLanguage(group().text, language())}</legend>
                <Fields section={section} />
              </fieldset>
            </Show>
          )}
        </Show>
      )}
    </For>
  )
}

type FieldProps = {
  question: Question
  typed: string
  onAnswer(typed: string): void
  fault: AnswerFault | undefined
}

const QuestionField = (props: FieldProps): JSX.Element => {
  const w = useWords(templateWords)
  const language = useLanguage()
  const said = (words: Question['text']) => inLanguage(words, language())
  const label = () => said(props.question.text)
  const common = () => ({
    required: props.question.isRequired,
    ...(said(props.question.help) ? { description: said(props.question.help) } : {}),
    ...(props.fault ? { error: w().faults[props.fault] } : {}),
  })
  const options = () =>
    props.question.kind === 'boolean'
      ? [
          { value: 'true', label: w().yes },
          { value: 'false', label: w().no },
        ]
      : props.question.options.map(({ code, text }) => ({ value: code, label: said(text) }))
  const orNothing = () => (props.question.isRequired ? [] : [{ value: nothing, label: w().notStated }])
  const isChoice = () => props.question.kind === 'choice' || props.question.kind === 'boolean'
  const isNumber = () => props.question.kind === 'integer' || props.question.kind === 'decimal'

  return (
    <Switch
      fallback={
        <TextField
          label={props.question.unit ? `${label()} (${props.question.unit})` : label()}
          value={props.typed}
          onInput={props.onAnswer}
          type={props.question.kind === 'date' ? 'date' : 'text'}
          multiline={props.question.kind === 'text'}
          {...(isNumber() ? { inputMode: props.question.kind === 'integer' ? 'numeric' : 'decimal' } : {})}
          autocomplete="off"
          {...common()}
        />
      }
    >
      <Match when={isChoice() && options().length <= mostCards}>
        <ChoiceGroup
          legend={label()}
          value={props.typed || (props.question.isRequired ? null : nothing)}
          onChange={(value) => props.onAnswer(value === nothing ? '' : value)}
          choices={[...options(), ...orNothing()]}
          {...common()}
        />
      </Match>
      <Match when={isChoice()}>
        <Select
          label={label()}
          value={props.typed || (props.question.isRequired ? '' : nothing)}
          onChange={(value) => props.onAnswer(value === nothing ? '' : value)}
          options={[...orNothing(), ...options()]}
          placeholder={w().choose}
          {...common()}
        />
      </Match>
    </Switch>
  )
}
