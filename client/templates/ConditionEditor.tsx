import { Show } from 'solid-js'
import { type Condition, inLanguage, type Question } from '#shared/templates/question.ts'
import { useLanguage, useWords } from '../i18n/index.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { Button, Select } from '../ui/index.ts'
import { useConditionWords } from './condition-words.ts'
import { askableBefore, simpleTest } from './template-draft.ts'
import styles from './templates.module.css'

type Props = {
  questions: readonly Question[]
  at: number
  isFaulty: boolean
  onChange(when: Condition | undefined): void
}

const always = ''

/** When a question is asked. What another system has set and this form cannot change is said, and can be taken away. */
export const ConditionEditor = (props: Props) => {
  const w = useWords(templateWords)
  const language = useLanguage()
  const conditionWords = useConditionWords()
  const when = () => props.questions[props.at]?.when
  const before = () => askableBefore(props.questions, props.at)
  const test = () => {
    const condition = when()
    return condition ? simpleTest(condition, before()) : null
  }
  const answersOf = (asked: Question | undefined) =>
    asked?.kind === 'boolean'
      ? [
          { value: 'true', label: w().yes },
          { value: 'false', label: w().no },
        ]
      : (asked?.options ?? []).map(({ code, text }) => ({ value: code, label: inLanguage(text, language()) }))
  const asked = () => before().find(({ linkId }) => linkId === test()?.question)
  const only = (question: string, answer: string) =>
    props.onChange({ isAny: false, tests: [{ question, operator: '=', answer }] })
  const choose = (linkId: string) => {
    const chosen = before().find((one) => one.linkId === linkId)
    const [first] = answersOf(chosen)
    if (chosen && first) only(linkId, first.value)
    else props.onChange(undefined)
  }
  return (
    <Show
      when={!when() || test()}
      fallback={
        <div class={styles['part']}>
          <Show when={when()}>
            {(condition) => <p class={styles['muted']}>{conditionWords(condition(), props.questions)}</p>}
          </Show>
          <Show when={props.isFaulty}>
            <p role="alert" class={styles['fault']}>
              {w().conditionFault}
            </p>
          </Show>
          <div class={styles['actions']}>
            <Button variant="secondary" onClick={() => props.onChange(undefined)}>
              {w().noCondition}
            </Button>
          </div>
        </div>
      }
    >
      <Show when={before().length > 0}>
        <div class={styles['row']}>
          <Select
            label={w().askedIf}
            value={test()?.question ?? always}
            onChange={choose}
            options={[
              { value: always, label: w().always },
              ...before().map(({ linkId, text }) => ({
                value: linkId,
                label: inLanguage(text, language()) || w().unnamed,
              })),
            ]}
          />
          <Show when={test()}>
            {(now) => (
              <Select
                label={w().answeredWith}
                value={now().answer}
                onChange={(answer) => only(now().question, answer)}
                options={answersOf(asked())}
              />
            )}
          </Show>
        </div>
      </Show>
    </Show>
  )
}
