import { Show } from 'solid-js'
import type { Task, TaskStatus } from '#shared/consults/task-content.ts'
import { handedBy, isAlerted, isHandedUnseen } from '#shared/consults/task-people.ts'
import { isUnclaimed } from '#shared/consults/task-status.ts'
import { presentService } from '#shared/consults/task-times.ts'
import { timeLeft } from '../alerts/index.ts'
import { useWords } from '../i18n/index.ts'
import { outcomeWords, taskReasonWords, taskStatusWords, tierWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import styles from './consults.module.css'
import { useNames } from './names.ts'

export const statusTones = {
  requested: 'warning',
  received: 'warning',
  accepted: 'info',
  'in-progress': 'info',
  'on-hold': 'warning',
  completed: 'success',
  rejected: 'danger',
  cancelled: 'neutral',
  failed: 'danger',
} as const satisfies Record<TaskStatus, string>

/** What a consult is now: its FHIR status, or that whoever asked has closed it. */
export const useStatusName = () => {
  const w = useWords(consultWords)
  const names = useWords(taskStatusWords)
  return ({ status, outcome }: Pick<Task, 'status' | 'outcome'>): string =>
    status === 'completed' && outcome ? w().closedStatus : names()[status]
}

/** Who has it, or who is called, in one sentence. */
export const useStatusSentence = () => {
  const w = useWords(consultWords)
  const reasonName = useWords(taskReasonWords)
  const outcomeName = useWords(outcomeWords)
  const tierName = useWords(tierWords)
  const names = useNames()
  const session = useSession()

  const calledNow = (task: Task): [who: string, tier: string] => {
    const service = presentService(task)
    const department = names.department(service)
    return service.practitioner && task.tier === 'first'
      ? [names.person(service.practitioner), department]
      : [department, tierName()[task.tier]]
  }

  const haveSentence = (task: Task): string => {
    const { owner } = task
    if (!owner) return ''
    const giver = handedBy(task)
    const isMine = owner === session.userId
    if (!giver) return isMine ? w().youHaveIt : w().hasIt(names.person(owner))
    const by = names.person(giver)
    if (isMine) return w().handedToYou(by)
    return isHandedUnseen(task, owner)
      ? w().handedUnseen(by, names.person(owner))
      : w().handedTo(by, names.person(owner))
  }

  return (task: Task): string => {
    const reason = reasonName()[task.statusReason ?? 'other']
    const owner = task.owner ? names.person(task.owner) : ''
    switch (task.status) {
      case 'requested':
      case 'received':
        return isAlerted(task, session.userId) ? w().asksYou : w().waitsFor(...calledNow(task))
      case 'accepted':
      case 'in-progress':
        return haveSentence(task)
      case 'on-hold':
        return w().waitsForData(owner, reason)
      case 'completed':
        return task.outcome ? w().isClosed(owner, outcomeName()[task.outcome]) : w().isCompleted(owner)
      case 'rejected':
        return w().wasRejected(reason)
      case 'cancelled':
        return w().wasCancelled(reason)
      case 'failed':
        return w().nobodyTook
      default:
        return task.status satisfies never
    }
  }
}

/** How long the tier that is called, or who has it, has left; or would have, once what is waited for is there. */
export const Deadline = (props: { task: Task; now: number }) => {
  const w = useWords(consultWords)
  const said = (): { text: string; isOver: boolean } | null => {
    const { status, escalateAt, answerBy, answerLeftMs } = props.task
    const isWaiting = isUnclaimed(status)
    const isStopped = status === 'on-hold'
    const at = isWaiting ? escalateAt : answerBy
    const leftMs = isStopped ? answerLeftMs : at && at - props.now
    if (leftMs === null) return null
    if (leftMs <= 0) return { text: isWaiting ? w().overdue : w().answerOverdue, isOver: true }
    const left = isWaiting ? w().untilNextTier : isStopped ? w().clockStopped : w().untilAnswer
    return { text: left(timeLeft(leftMs)), isOver: false }
  }
  return (
    <Show when={said()}>
      {(now) => (
        <span class={styles['deadline']} classList={{ [styles['overdue'] ?? '']: now().isOver }}>
          {now().text}
        </span>
      )}
    </Show>
  )
}
