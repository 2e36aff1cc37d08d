import type { Task, TaskChange } from '#shared/consults/task-content.ts'
import { courseOf } from '#shared/consults/task-course.ts'
import { type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { useFormat, useWords } from '../i18n/index.ts'
import { secondChoiceWords, taskChangeWords } from '../i18n/words/consult-codes.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useClinicName } from '../partners/index.ts'

type Department = { name: string; serverName: ServerName }

/** How people, departments, clinics and times are called on screen and in exports. */
export const useNames = () => {
  const session = useSession()
  const clinic = useClinicName()
  const format = useFormat()
  const w = useWords(consultWords)
  return {
    clinic,
    person: (userId: UserId) => session.nameOf(userId),
    department: ({ name, serverName }: Department) => w().at(name, clinic(serverName)),
    clinicOf: (userId: UserId) => clinic(serverOf(userId)),
    moment: (ms: number) => format.dateTime(ms),
    day: (isoDay: string) => format.date(Date.parse(`${isoDay}T12:00:00`)),
  }
}

/** A change of the workflow in words: who, what, to whom, why, and whether the second choice was asked by it. */
export const useChangeSentence = () => {
  const words = useWords(taskChangeWords)
  const second = useWords(secondChoiceWords)
  const { person, department } = useNames()
  const sentence = ({ change, by, person: receiver, part }: TaskChange): string => {
    const who = by ? person(by) : ''
    if (change === 'brought-in') return words()[change](who, part?.service.name ?? '')
    const whom = receiver ? person(receiver) : ''
    return change === 'handed' ? words().handed(who, whom) : words()[change](change === 'stood-in' ? whom : who)
  }
  return (task: Task): ((change: TaskChange, why?: string) => string) => {
    const { alternative } = task
    const steps = alternative ? courseOf(task).steps : []
    return (change, why = '') => {
      const said = why ? `${sentence(change)}: ${why}` : sentence(change)
      const step = steps.find((one) => one.change.version === change.version)
      if (!alternative || !step || step.before.isAlternative === step.after.isAlternative) return said
      const asked = department(alternative)
      return change.change === 'escalated' ? second().ranOut(asked) : `${said}. ${second().asked(asked)}`
    }
  }
}
