import { type Accessor, createMemo } from 'solid-js'
import { isAlerted } from '#shared/consults/task-people.ts'
import { isOver } from '#shared/consults/task-status.ts'
import type { ShiftConsult } from '../duty/index.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useHandOver, useMove } from './consult-actions.ts'
import { createConsults } from './consults-store.ts'

/** What somebody who ends a shift has taken, and what waits for them. */
export const createShiftConsults = (): Accessor<ShiftConsult[]> => {
  const w = useWords(consultWords)
  const session = useSession()
  const consults = createConsults()
  const move = useMove()
  const handOver = useHandOver()
  return createMemo(() =>
    consults().flatMap((consult): ShiftConsult[] => {
      const { roomId, task } = consult
      const item = {
        roomId,
        name: `${w().consult(task.label)}: ${session.nameOf(task.requester)}`,
        href: `/consults/${encodeURIComponent(roomId)}`,
      }
      if (task.owner === session.userId && !isOver(task.status))
        return [{ ...item, kind: 'owned', hand: (to, note) => handOver(consult, to, 'end-of-shift', note) }]
      if (!isAlerted(task, session.userId)) return []
      return [
        {
          ...item,
          kind: 'asked',
          since: task.authoredOn,
          pass: async () => void (await move(consult, { to: 'rejected', reason: 'capacity' })),
        },
      ]
    }),
  )
}
