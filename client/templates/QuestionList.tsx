import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, createUniqueId, For, Show } from 'solid-js'
import type { SetStoreFunction } from 'solid-js/store'
import { inLanguage, type Question, type Template } from '#shared/templates/question.ts'
import { mostQuestions } from '#shared/templates/questionnaire.ts'
import { useLanguage, useWords } from '../i18n/index.ts'
import { templateWords } from '../i18n/words/templates.ts'
import { Button, IconButton, VisuallyHidden } from '../ui/index.ts'
import { useConditionWords } from './condition-words.ts'
import { QuestionEditor } from './QuestionEditor.tsx'
import { moved, newQuestion, type QuestionFault } from './template-draft.ts'
import styles from './templates.module.css'

type Props = {
  draft: Template
  setDraft: SetStoreFunction<Template>
  faults: Record<string, QuestionFault>
  /** The one that is being edited. */
  opened: string | null
  onOpen(linkId: string | null): void
}

/** The questions in their order, one of them open. */
export const QuestionList = (props: Props) => {
  const w = useWords(templateWords)
  const language = useLanguage()
  const prefix = createUniqueId()
  const [said, setSaid] = createSignal('')
  const nameOf = (question: Question) => inLanguage(question.text, language()).trim() || w().unnamed
  const conditionWords = useConditionWords()
  const groupName = ({ group }: Question) => (group ? inLanguage(group.text, language()) : '')
  const isFirstOfGroup = (at: number) => {
    const [before, here] = [props.draft.questions[at - 1], props.draft.questions[at]]
    return here?.group !== undefined && here.group.linkId !== before?.group?.linkId
  }
  const idOf = (linkId: string) => `${prefix}-${linkId}`
  const add = () => {
    const question = newQuestion()
    props.setDraft('questions', (all) => [...all, question])
    props.onOpen(question.linkId)
    document.getElementById(idOf(question.linkId))?.closest('li')?.querySelector('input')?.focus()
  }
  const move = (question: Question, at: number, by: -1 | 1) => {
    const before = groupName(question)
    props.setDraft('questions', (all) => moved(all, at, by))
    const now = props.draft.questions.findIndex(({ linkId }) => linkId === question.linkId)
    const group = groupName(props.draft.questions[now] ?? question)
    setSaid(
      group === before
        ? w().moved(nameOf(question), now + 1, props.draft.questions.length)
        : w().movedInto(nameOf(question), group),
    )
    // Its place in the page has changed, and with it the focus was lost.
    const buttons = document.getElementById(idOf(question.linkId))?.parentElement?.querySelectorAll('button')
    const [, up, down] = buttons ?? []
    const [pressed, other] = by < 0 ? [up, down] : [down, up]
    ;(pressed?.disabled ? other : pressed)?.focus()
  }
  const remove = (at: number) => {
    props.setDraft('questions', (all) => all.filter((_, one) => one !== at))
    const next = props.draft.questions[Math.min(at, props.draft.questions.length - 1)]
    document.getElementById(next ? idOf(next.linkId) : `${prefix}-add`)?.focus()
  }

  return (
    <>
      <VisuallyHidden>
        <span role="status">{said()}</span>
      </VisuallyHidden>
      <ol class={styles['questions']} aria-label={w().questions}>
        <For each={props.draft.questions}>
          {(question, index) => {
            const isOpen = () => props.opened === question.linkId
            return (
              <li class={styles['question']} classList={{ [styles['grouped'] ?? '']: question.group !== undefined }}>
                <Show when={isFirstOfGroup(index())}>
                  <p class={styles['groupName']}>{groupName(question)}</p>
                </Show>
                <div class={styles['line']}>
                  <button
                    id={idOf(question.linkId)}
                    type="button"
                    class={styles['toggle']}
                    aria-expanded={isOpen()}
                    onClick={() => props.onOpen(isOpen() ? null : question.linkId)}
                  >
                    <span>
                      {index() + 1}. {nameOf(question)}
                    </span>
                    <span class={styles['kind']}>
                      {w().kinds[question.kind]}
                      <Show when={question.unit}>, {question.unit}</Show>
                      <Show when={question.isRequired}>, {w().isRequired}</Show>
                    </span>
                    <Show when={question.when}>
                      {(when) => <span class={styles['kind']}>{conditionWords(when(), props.draft.questions)}</span>}
                    </Show>
                  </button>
                  <IconButton
                    label={w().up(nameOf(question))}
                    icon={ArrowUp}
                    size="small"
                    disabled={index() === 0}
                    onClick={() => move(question, index(), -1)}
                  />
                  <IconButton
                    label={w().down(nameOf(question))}
                    icon={ArrowDown}
                    size="small"
                    disabled={index() === props.draft.questions.length - 1}
                    onClick={() => move(question, index(), 1)}
                  />
                  <IconButton
                    label={w().remove(nameOf(question))}
                    icon={Trash}
                    size="small"
                    onClick={() => remove(index())}
                  />
                </div>
                <Show when={isOpen()}>
                  <QuestionEditor
                    question={question}
                    questions={props.draft.questions}
                    at={index()}
                    setDraft={props.setDraft}
                    fault={props.faults[question.linkId]}
                  />
                </Show>
              </li>
            )
          }}
        </For>
      </ol>
      <div class={styles['actions']}>
        <Button variant="secondary" icon={Plus} disabled={props.draft.questions.length >= mostQuestions} onClick={add}>
          {w().add}
        </Button>
      </div>
    </>
  )
}
