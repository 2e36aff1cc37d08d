import { ClientEvent, type MatrixClient } from 'matrix-js-sdk'
import { type Accessor, createSignal } from 'solid-js'
import * as v from 'valibot'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, ServerName } from '#shared/matrix/ids.ts'
import { type Emitter, listen } from './listen.ts'

/** Which servers have which of our events, as our clinic's Synapse module writes it. */
export type Delivered = ReadonlyMap<EventId, readonly ServerName[]>

const deliveredContent = v.object({ events: v.record(v.string(), v.array(v.string())) })

export const readDelivered = (content: unknown): Delivered => {
  const parsed = v.safeParse(deliveredContent, content)
  return new Map(parsed.success ? (Object.entries(parsed.output.events) as [EventId, ServerName[]][]) : [])
}

/** Whether every other server of the room has it; never for a room without other servers. */
export const hasArrived = (delivered: Delivered, eventId: EventId, otherServers: readonly ServerName[]): boolean => {
  const servers = delivered.get(eventId)
  return servers !== undefined && otherServers.length > 0 && otherServers.every((server) => servers.includes(server))
}

type Parts = Emitter & { getAccountData(type: string): { getContent(): unknown } | undefined }

/** Runs until its owner ends. */
export const createDelivered = (client: MatrixClient): Accessor<Delivered> => {
  // The SDK's types list Matrix's own account data only.
  const parts = client as unknown as Parts
  const read = () => readDelivered(parts.getAccountData(eventTypes.delivered)?.getContent())
  const [delivered, setDelivered] = createSignal<Delivered>(read())
  listen(client, ClientEvent.AccountData, (event) => {
    if (event.getType() === eventTypes.delivered) setDelivered(read())
  })
  return delivered
}
