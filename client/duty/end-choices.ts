import { createSignal } from 'solid-js'
import type { MyDutyOutput } from '#shared/duty/api.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { useSession } from '../matrix/session-context.tsx'
import { createDutyMoves } from './moves.ts'
import type { ShiftAlert, ShiftConsult } from './shift-items.ts'

/** A user id: handed to them. */
export type Choice = UserId | 'open' | 'kept' | 'closed' | 'passed' | 'confirmed'

export type OpenItems = {
  duty: MyDutyOutput
  consults: readonly ShiftConsult[]
  alerts: readonly ShiftAlert[]
}

const isPerson = (choice: Choice | ''): choice is UserId => choice.startsWith('@')

/** What shall become of each thing that is open, and doing it. Call under a Solid owner. */
export const createEndChoices = (items: OpenItems) => {
  const session = useSession()
  const moves = createDutyMoves()
  const [chosen, setChosen] = createSignal<ReadonlyMap<RoomId, Choice>>(new Map())
  const next = () => items.duty.colleagues.find(({ tier }) => tier !== null)
  const handed = (roomId: RoomId): Choice | null => chosen().get(roomId) ?? next()?.userId ?? null

  const choices = {
    ofConversation: (roomId: RoomId) => handed(roomId) ?? 'open',
    ofConsult: ({ roomId, kind }: ShiftConsult): Choice =>
      kind === 'owned' ? (handed(roomId) ?? 'kept') : (chosen().get(roomId) ?? 'kept'),
    /** Nothing urgent is left lying: with nobody to take it, it must be said that it is answered. */
    ofAlert: ({ roomId }: ShiftAlert): Choice | '' => handed(roomId) ?? '',
  }

  const settleConversation = async (roomId: RoomId, note: string) => {
    const choice = choices.ofConversation(roomId)
    if (isPerson(choice)) await moves.hand(roomId, choice, note)
    else if (choice === 'kept' || choice === 'closed') await moves.move(roomId, session.serverName, { to: choice })
  }
  const settleConsult = async (consult: ShiftConsult, note: string) => {
    const choice = choices.ofConsult(consult)
    if (consult.kind === 'owned' && isPerson(choice)) await consult.hand(choice, note)
    else if (consult.kind === 'asked' && choice === 'passed') await consult.pass()
  }
  const settleAlert = async (alert: ShiftAlert) => {
    const choice = choices.ofAlert(alert)
    await (isPerson(choice) ? alert.hand(choice) : alert.confirm())
  }

  return {
    ...choices,
    next,
    choose: (roomId: RoomId, choice: Choice) => setChosen((before) => new Map(before).set(roomId, choice)),
    /** Whether somebody gets something that a note can go with. */
    isHanding: () =>
      items.duty.conversations.some(({ roomId }) => isPerson(choices.ofConversation(roomId))) ||
      items.consults.some((consult) => isPerson(choices.ofConsult(consult))),
    /** The most urgent first. What is done stays done when something fails. */
    async settle(note: string) {
      for (const alert of items.alerts) await settleAlert(alert)
      for (const consult of items.consults) await settleConsult(consult, note)
      for (const { roomId } of items.duty.conversations) await settleConversation(roomId, note)
    },
  }
}
