import { ClientEvent, type MatrixClient, MatrixError, type MatrixEvent, type Room, RoomStateEvent } from 'matrix-js-sdk'
import { type Accessor, createSignal } from 'solid-js'
import { conversationOf } from '#shared/calls/guests.ts'
import { hostsOf, orderOf, type StateLike, serviceOfRoom } from '#shared/calls/hosts.ts'
import { type CallOrder, changeOrder, type OrderChange, openOrder, parseOrder } from '#shared/calls/order.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type RoomId, type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'
import { batched } from './listen.ts'
import { refusing } from './matrix-error.ts'

type Client = Pick<MatrixClient, 'on' | 'off' | 'getRoom' | 'getStateEvent' | 'sendStateEvent'>

/** What decides who is a host and who may be in the call. */
const deciding = [eventTypes.create, eventTypes.powerLevels, eventTypes.consultTask, eventTypes.callOrder] as const

const stateOf = (room: Room): StateLike[] =>
  deciding.flatMap((type) => {
    const event = room.currentState.getStateEvents(type, '')
    const sender = event?.getSender()
    return event && sender ? [{ type, state_key: '', sender, content: event.getContent() }] : []
  })

type Known = {
  order: CallOrder
  isHost(person: UserId): boolean
  service: ServerName | null
  /** Of a call with guests, which has a room of its own. */
  conversation: RoomId | null
}

const nothingKnown: Known = { order: openOrder, isHost: () => false, service: null, conversation: null }

export type RoomOrder = {
  known: Accessor<Known>
  /** As a host of a room that people made; Matrix refuses it from whoever is none. */
  write(change: OrderChange): Promise<void>
  takeOut(person: UserId): Promise<void>
  onChange(listener: () => void): () => void
}

const isNotThere = (error: unknown) => error instanceof MatrixError && error.errcode === 'M_NOT_FOUND'

/** The order in the call of a room, as its state says; followed as long as the client runs. */
export const followOrder = (client: Client, roomId: RoomId): RoomOrder => {
  const [known, setKnown] = createSignal<Known>(nothingKnown)
  const listeners = new Set<() => void>()

  const read = () => {
    const room = client.getRoom(roomId)
    if (!room) return
    const state = stateOf(room)
    const service = serviceOfRoom(state)
    setKnown({
      order: orderOf(state),
      isHost: hostsOf(state),
      service: service && serverOf(service),
      conversation: conversationOf(state.find(({ type }) => type === eventTypes.create)),
    })
    for (const listener of listeners) listener()
  }
  const readSoon = batched(read)
  const types: readonly string[] = deciding
  client.on(RoomStateEvent.Events, (event: MatrixEvent) => {
    if (event.getRoomId() === roomId && types.includes(event.getType())) readSoon()
  })
  client.on(ClientEvent.Room, (room) => {
    if (room.roomId === roomId) readSoon()
  })
  read()

  /** As the homeserver has it: sync has not brought yet what was written a moment ago, and would undo it. */
  const newest = (): Promise<CallOrder> =>
    client.getStateEvent(roomId, eventTypes.callOrder, '').then(parseOrder, (error: unknown) => {
      if (isNotThere(error)) return openOrder
      throw error
    })
  let turn: Promise<unknown> = Promise.resolve()
  const write = async (change: OrderChange) => {
    const order = changeOrder(await newest(), change, Date.now())
    await client.sendStateEvent(roomId, eventTypes.callOrder as never, order as never, '')
  }

  return {
    known,
    write(change) {
      const written = turn.then(() => refusing(write(change)))
      turn = written.catch(() => undefined)
      return written
    },
    async takeOut(person) {
      const memberships = client.getRoom(roomId)?.currentState.getStateEvents(eventTypes.callMember) ?? []
      const theirs = memberships.filter(
        (event) => event.getSender() === person && Object.keys(event.getContent()).length > 0,
      )
      const clear = (key: string) => client.sendStateEvent(roomId, eventTypes.callMember as never, {} as never, key)
      await refusing(Promise.all(theirs.map((event) => clear(event.getStateKey() ?? ''))))
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
