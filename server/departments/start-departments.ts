import type { Context } from '../context.ts'
import { findServices } from '../directory/queries.ts'
import { faultFields } from '../log.ts'
import { keepRounds } from '../rounds.ts'
import { keepRoom } from './keep-room.ts'
import { endChange, everybody, nextChange, noteChange, wholeClinic } from './queries.ts'

type Parts = Pick<Context, 'config' | 'db' | 'homeserver' | 'log'>

/** The list of changes is short and on this disk: to look costs nothing. */
const lookMs = 300
/** While Synapse is away, or starts beside us. */
const retryMs = 2_000
/** Whatever happened to the rooms behind our back is put right by then. */
const allAgainMs = 60 * 60_000

export const noteAll = ({ db }: Pick<Context, 'db'>): void => {
  noteChange(db, wholeClinic, everybody)
  for (const { id } of findServices(db, { words: [], limit: Number.MAX_SAFE_INTEGER })) noteChange(db, id, everybody)
}

/** Does what is noted, until `isStopped` or nothing is left. Throws what should be tried again. */
export const keepRooms = async (context: Parts, isStopped: () => boolean = () => false): Promise<void> => {
  for (let change = nextChange(context.db); change && !isStopped(); change = nextChange(context.db)) {
    await keepRoom(context, change)
    endChange(context.db, change)
  }
}

/**
 * Keeps a room for each department and a space for the clinic, with the people whom the directory names. What is to be
 * done is noted in the database, so that neither a restart nor an absent Synapse loses it.
 */
export const startDepartments = (context: Parts): Disposable => {
  noteAll(context)
  const again = setInterval(() => noteAll(context), allAgainMs)
  const rounds = keepRounds(async (isStopped) => {
    try {
      await keepRooms(context, isStopped)
      return lookMs
    } catch (error) {
      context.log.error('departments-wait', faultFields(error))
      return retryMs
    }
  })
  return {
    [Symbol.dispose]() {
      rounds[Symbol.dispose]()
      clearInterval(again)
    },
  }
}
