import { type Accessor, createMemo } from 'solid-js'
import { isAlerted, isOver } from '#shared/consults/task.ts'
import type { ShiftConsult } from '../duty/index.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useMove } from './consult-actions.ts'
import { createConsults } from './consults-store.ts'

/** What somebody who ends a shift has taken, and what waits for them: that can go to the next tier. */
export const createShiftConsults = (): Accessor<ShiftConsult[]> => {
  const w = useWords(consultWords)
  const session = useSession()
  const consults = createConsults()
  const move = useMove()
  return createMemo(() =>
    consults().flatMap((consult): ShiftConsult[] => {
      const { roomId, task } = consult
      const isOwned = task.owner === session.userId && !isOver(task.status)
      if (!isOwned && !isAlerted(task, session.userId)) return []
      const pass = async () => void (await move(consult, { to: 'rejected', reason: 'capacity' }))
      const name = `${w().consult(task.label)}: ${session.nameOf(task.requester)}`
      return [{ roomId, name, pass: isOwned ? null : pass }]
    }),
  )
}
