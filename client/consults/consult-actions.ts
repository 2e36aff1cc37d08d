import type { TransitionInput } from '#shared/consults/api.ts'
import type { reasons } from '#shared/consults/task-content.ts'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import { ApiError, unwrap, useClinicApi } from '../clinic-api/index.ts'
import { useHanding } from '../duty/index.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { useSession } from '../matrix/session-context.tsx'
import { toast } from '../ui/index.ts'
import type { Consult } from './believe.ts'

export type HandReason = (typeof reasons)['handed'][number]
export type ConsultChange = Omit<TransitionInput, 'expectedVersion'>

/** The API of the clinic whose service moves a consult. */
export const useHomeApi = () => {
  const session = useSession()
  const api = useClinicApi()
  return (server: ServerName) => (server === session.serverName ? api.own : api.at(server))
}

/** Asks the consult's home clinic for a change; joins first where the person is only invited. */
export const useMove = () => {
  const session = useSession()
  const homeApi = useHomeApi()
  return async (consult: Consult, change: ConsultChange) => {
    if (consult.membership === 'invite') await session.joinRoom(consult.roomId, [consult.homeServer])
    return unwrap(
      homeApi(consult.homeServer).api.consults[':roomId'].transitions.$post({
        param: { roomId: encodeURIComponent(consult.roomId) },
        json: { ...change, expectedVersion: consult.task.version },
      }),
    )
  }
}

/** Gives a consult that the person has to a colleague, who can read it from the beginning. */
export const useHandOver = () => {
  const give = useHanding()
  const move = useMove()
  return async (consult: Consult, person: UserId, reason: HandReason, note: string): Promise<void> => {
    await give(consult.roomId, person, note)
    await move(consult, { to: 'handed', reason, person })
  }
}

/** Words for a change that was refused: who has it, what changed, or what is broken. */
export const useRefusalWords = () => {
  const w = useWords(consultWords)
  const errors = useWords(errorWords)
  const session = useSession()
  return (error: unknown): { title: string; text: string } => {
    const code = error instanceof ApiError ? error.code : 'internal'
    const owner = error instanceof ApiError ? error.details?.['owner'] : undefined
    if (code === 'race-lost' && typeof owner === 'string')
      return { title: w().lostTitle, text: w().lost(session.nameOf(owner as UserId)) }
    if (code === 'race-lost' || code === 'illegal-transition') return { title: w().changedTitle, text: w().changedText }
    const words = errors()[code]
    return { title: words.title, text: words.action }
  }
}

/** The same, saying at once how it went. Returns whether it was done. */
export const useMoveAndTell = () => {
  const move = useMove()
  const refusalWords = useRefusalWords()
  return async (consult: Consult, change: ConsultChange, done?: string): Promise<boolean> => {
    try {
      await move(consult, change)
      if (done) toast({ tone: 'success', title: done })
      return true
    } catch (error) {
      toast({ tone: 'warning', ...refusalWords(error) })
      return false
    }
  }
}
