import type { Context } from '../context.ts'
import { keepDeadlines } from '../deadlines.ts'
import { dueStep, type Going, gone, newWatch, nextAt, restarted, seen } from './leave-watch.ts'
import type { Livekit } from './livekit-rooms.ts'
import { allLeaves, type CallLeave, changeLeave, deleteLeave, findLeave, putLeave } from './queries.ts'

type Place = Pick<CallLeave, 'room' | 'identity'>
export type Delegation = { delayId: string; timeoutMs: number }
type Parts = Pick<Context, 'db' | 'now'> & { homeserver: Pick<Context['homeserver'], 'moveDelayedEvent'> }
type Occupants = Pick<Livekit, 'occupants'>

/** While LiveKit does not answer, nobody is. */
const isThere = async (livekit: Occupants, place: Place): Promise<boolean> => {
  const occupants = await livekit.occupants(place.room).catch(() => [])
  return occupants.some(({ identity }) => identity === place.identity)
}

/** Takes over a leave event. One that is delegated again, as after a new connection, goes on as it is. */
export const takeLeave = async (
  context: Pick<Parts, 'db' | 'now'>,
  livekit: Occupants,
  place: Place,
  delegated: Delegation,
): Promise<void> => {
  const { db, now } = context
  if (findLeave(db, place)?.delayId === delegated.delayId) return
  putLeave(db, { ...place, ...delegated, ...newWatch(delegated.timeoutMs, now()) })
  // Who came before is not announced to us again.
  if (await isThere(livekit, place)) noteSeen(context, place)
}

export const noteSeen = ({ db, now }: Pick<Parts, 'db' | 'now'>, place: Place): void => {
  const leave = findLeave(db, place)
  if (leave && (leave.restartAt === null || leave.endsAt !== null)) changeLeave(db, leave, seen(leave, now()))
}

export const noteGone = ({ db, now }: Pick<Parts, 'db' | 'now'>, place: Place, going: Going): void => {
  const leave = findLeave(db, place)
  if (leave) changeLeave(db, leave, gone(leave, going, now()))
}

/** What LiveKit says by itself may not have reached us: everybody whom it has, and nobody else, is there. */
export const compareLeaves = (context: Pick<Parts, 'db' | 'now'>, occupants: readonly Place[]): void => {
  const present = new Set(occupants.map(({ room, identity }) => `${room} ${identity}`))
  for (const leave of allLeaves(context.db))
    if (present.has(`${leave.room} ${leave.identity}`)) noteSeen(context, leave)
    else noteGone(context, leave, 'missing')
}

/** Throws while Synapse does not answer: then it is due still. */
const act = async (context: Parts, livekit: Occupants, leave: CallLeave): Promise<void> => {
  const { db, homeserver, now } = context
  const step = dueStep(leave, now())
  if (!step) return
  if (step === 'forget') return deleteLeave(db, leave)
  // Whoever loads the page anew is back before it is told that they went: LiveKit's words may come late, or turned about.
  if (step === 'send' && (await isThere(livekit, leave))) return noteSeen(context, leave)
  const isKnown = await homeserver.moveDelayedEvent(leave.delayId, step)
  // Sent, whether by us or already; or cancelled by the client, which has left or has laid down a new one.
  if (step === 'send' || !isKnown) return deleteLeave(db, leave)
  const current = findLeave(db, leave)
  if (current) changeLeave(db, leave, restarted(current, leave.timeoutMs, now()))
}

/** Puts off and sends what is due. They stand in the database: a restart of the service loses none. */
export const workLeaves = async (context: Parts, livekit: Occupants): Promise<boolean> => {
  const done = await Promise.allSettled(allLeaves(context.db).map((leave) => act(context, livekit, leave)))
  return done.every(({ status }) => status === 'fulfilled')
}

export const keepLeaves = (context: Parts, livekit: Occupants): Disposable =>
  keepDeadlines({
    work: () => workLeaves(context, livekit),
    next: () => {
      const leaves = allLeaves(context.db)
      return leaves.length > 0 ? Math.min(...leaves.map(nextAt)) : null
    },
    catchUp: async () => {},
    now: context.now,
  })
