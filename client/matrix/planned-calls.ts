import { ClientEvent, type MatrixClient, type MatrixEvent, MatrixEventEvent, RoomEvent } from 'matrix-js-sdk'
import { type Accessor, createSignal } from 'solid-js'
import { parsePlan } from '#shared/calls/plan.ts'
import {
  heardPlan,
  mergedCalls,
  type PlannedCall,
  plannedCallsType,
  readPlannedCalls,
} from '#shared/calls/planned-calls.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { type Emitter, listen } from './listen.ts'
import { isSame } from './same.ts'

type Client = Emitter & Pick<MatrixClient, 'getAccountData' | 'setAccountData' | 'getSafeUserId'>

/** Several answers come with one sync. */
const settleMs = 500

/** What was planned in any conversation, as encrypted events say; kept for all of one's devices. Call under an owner. */
export const createPlannedCalls = (client: Client): Accessor<readonly PlannedCall[]> => {
  const ownId = client.getSafeUserId() as UserId
  // The SDK's types list Matrix's own account data only.
  const type = plannedCallsType as never
  const kept = () => readPlannedCalls(client.getAccountData(type)?.getContent())
  const [calls, setCalls] = createSignal<readonly PlannedCall[]>(mergedCalls(kept(), [], Date.now()), {
    equals: isSame,
  })

  let timer: ReturnType<typeof setTimeout> | undefined
  const keep = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const merged = mergedCalls(kept(), calls(), Date.now())
      // What is not kept now is kept with the next one: this device knows it meanwhile.
      if (!isSame(merged, kept())) void client.setAccountData(type, { calls: merged } as never).catch(() => {})
    }, settleMs)
  }
  const hear = (event: MatrixEvent) => {
    const said = event.getType() === eventTypes.callPlan && event.isEncrypted() ? parsePlan(event.getContent()) : null
    const [room, eventId, sender] = [event.getRoomId(), event.getId(), event.getSender()]
    // A local echo has an id that nobody else knows.
    if (!said || !room || !eventId?.startsWith('$') || !sender || event.status !== null) return
    const heard = { eventId: eventId as EventId, sender: sender as UserId, at: event.getTs(), content: said }
    const before = calls()
    const after = setCalls((known) => heardPlan(known, room as RoomId, heard, ownId, Date.now()))
    if (!isSame(before, after)) keep()
  }
  listen(client, RoomEvent.Timeline, hear)
  listen(client, MatrixEventEvent.Decrypted, hear)
  listen(client, ClientEvent.AccountData, (event) => {
    if (event.getType() === plannedCallsType) setCalls((before) => mergedCalls(before, kept(), Date.now()))
  })
  return calls
}
