import { For, Show } from 'solid-js'
import type { Task } from '#shared/consults/task-content.ts'
import { type Role, roleInStep } from '#shared/consults/task-people.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { outcomeWords, roleWords, taskChangeWords, taskReasonWords } from '../i18n/words/consult-codes.ts'
import styles from './consults.module.css'
import { useChangeSentence, useNames } from './names.ts'

/** Every change of the workflow, oldest first: who, in what role, what, when, why. */
export const TaskHistory = (props: { task: Task }) => {
  const changeText = useWords(taskChangeWords)
  const reasonName = useWords(taskReasonWords)
  const outcomeName = useWords(outcomeWords)
  const roleName = useWords(roleWords)
  const names = useNames()
  const standing = (role: Role, by: UserId | null) =>
    role === 'system' || by === null ? '' : `${roleName()[role]}, ${names.clinicOf(by)}`
  const sentenceIn = useChangeSentence()
  const lines = () => {
    const sentence = sentenceIn(props.task)
    return [
      {
        at: props.task.authoredOn,
        text: changeText().requested(names.person(props.task.requester)),
        role: standing('requester', props.task.requester),
      },
      ...props.task.changes.map((change) => {
        const { at, reason, outcome } = change
        const why = reason ? reasonName()[reason] : outcome ? outcomeName()[outcome] : ''
        return { at, text: sentence(change, why), role: standing(roleInStep(props.task, change), change.by) }
      }),
    ]
  }
  return (
    <ol class={styles['history']}>
      <For each={lines()}>
        {(line) => (
          <li>
            <span>{line.text}</span>
            <span class={styles['muted']}>
              <time datetime={new Date(line.at).toISOString()}>{names.moment(line.at)}</time>
              <Show when={line.role}>{(role) => <> · {role()}</>}</Show>
            </span>
          </li>
        )}
      </For>
    </ol>
  )
}
