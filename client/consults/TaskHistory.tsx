import { For } from 'solid-js'
import type { Task } from '#shared/consults/task-content.ts'
import { useWords } from '../i18n/index.ts'
import { outcomeWords, taskChangeWords, taskReasonWords } from '../i18n/words/consult-codes.ts'
import styles from './consults.module.css'
import { useChangeSentence, useNames } from './names.ts'

/** Every change of the workflow, oldest first: who, what, when, why. */
export const TaskHistory = (props: { task: Task }) => {
  const changeText = useWords(taskChangeWords)
  const reasonName = useWords(taskReasonWords)
  const outcomeName = useWords(outcomeWords)
  const names = useNames()
  const sentence = useChangeSentence()
  const lines = () => [
    { at: props.task.authoredOn, text: changeText().requested(names.person(props.task.requester)) },
    ...props.task.changes.map((change) => {
      const { at, reason, outcome } = change
      const text = sentence(change)
      const why = reason ? reasonName()[reason] : outcome ? outcomeName()[outcome] : ''
      return { at, text: why ? `${text}: ${why}` : text }
    }),
  ]
  return (
    <ol class={styles['history']}>
      <For each={lines()}>
        {(line) => (
          <li>
            <time datetime={new Date(line.at).toISOString()}>{names.moment(line.at)}</time>
            <span>{line.text}</span>
          </li>
        )}
      </For>
    </ol>
  )
}
