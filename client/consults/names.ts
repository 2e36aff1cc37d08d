import type { Task, TaskChange } from '#shared/consults/task-content.ts'
import { courseOf } from '#shared/consults/task-course.ts'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { secondChoiceWords, taskChangeWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'

/** How people, clinics and times are called on screen and in exports. */
export const useNames = () => {
  const session = useSession()
  const clinic = useClinicName()
  const format = useFormat()
  return {
    clinic,
    person: (userId: UserId) => session.nameOf(userId),
    clinicOf: (userId: UserId) => clinic(serverOf(userId)),
    moment: (ms: number) => format.dateTime(ms),
    day: (isoDay: string) => format.date(Date.parse(`${isoDay}T12:00:00`)),
  }
}

/** A change of the workflow in words: who, what, to whom, why, and whether the second choice was asked by it. */
export const useChangeSentence = () => {
  const words = useWords(taskChangeWords)
  const consult = useWords(consultWords)
  const second = useWords(secondChoiceWords)
  const { person, clinic } = useNames()
  const sentence = ({ change, by, person: receiver, part }: TaskChange): string => {
    const who = by ? person(by) : ''
    if (change === 'brought-in') return words()[change](who, part?.service.name ?? '')
    const whom = receiver ? person(receiver) : ''
    return change === 'handed' ? words().handed(who, whom) : words()[change](change === 'stood-in' ? whom : who)
  }
  return (task: Task, change: TaskChange, why = ''): string => {
    const said = why ? `${sentence(change)}: ${why}` : sentence(change)
    const step = task.alternative && courseOf(task).steps.find((one) => one.change.version === change.version)
    if (!task.alternative || !step || step.before.isAlternative === step.after.isAlternative) return said
    const asked = consult().at(task.alternative.name, clinic(task.alternative.serverName))
    return change.change === 'escalated' ? second().ranOut(asked) : `${said}. ${second().asked(asked)}`
  }
}
