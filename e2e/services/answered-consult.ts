import { askConsult, move, newRequest, passTime } from './consult-api.ts'
import type { Department } from './department.ts'
import { join, say } from './matrix-api.ts'
import { type Somebody, sessionAt } from './somebody.ts'

/** Somebody asks a department of a partner; the first there accepts it and answers, each so long after it was asked. */
export const askAndAnswer = async (
  asker: Somebody,
  department: Department,
  { acceptMs, answerMs }: { acceptMs: number; answerMs: number },
): Promise<void> => {
  const [first] = department.onCall
  if (!first) throw new Error('somebody has to be on call')
  const { clinic } = asker
  const token = await sessionAt(clinic, first)
  const { roomId } = await askConsult(asker, newRequest(department))
  for (const person of [asker, first]) await join(person, roomId)
  let expectedVersion = await passTime(clinic, roomId, acceptMs)
  await move(clinic, token, roomId, { to: 'accepted', expectedVersion })
  expectedVersion = await passTime(clinic, roomId, answerMs - acceptMs)
  const report = await say(first, roomId, 'the signed report')
  await move(clinic, token, roomId, { to: 'completed', expectedVersion, report })
}
