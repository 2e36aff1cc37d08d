import * as v from 'valibot'
import { parseTask } from '../consults/task-content.ts'
import { eventTypes } from '../matrix/event-types.ts'
import { type DeviceId, serverOf, serviceAccountOf, type UserId } from '../matrix/ids.ts'
import { isGuest } from './guests.ts'
import { type CallOrder, parseOrder } from './order.ts'

/** Who may order a room's call and who is in it, as the state of the room says. */

export type StateLike = { type: string; state_key?: string | undefined; sender: string; content: unknown }

const find = (state: readonly StateLike[], type: string) =>
  state.find((event) => event.type === type && event.state_key === '')

/** The clinic's service that made the room, and alone writes its state; null for a room that a person made. */
export const serviceOfRoom = (state: readonly StateLike[]): UserId | null => {
  const creator = find(state, eventTypes.create)?.sender as UserId | undefined
  return creator !== undefined && creator === serviceAccountOf(serverOf(creator)) ? creator : null
}

const levels = v.object({
  users: v.optional(v.record(v.string(), v.number()), {}),
  users_default: v.optional(v.number(), 0),
  events: v.optional(v.record(v.string(), v.number()), {}),
  state_default: v.optional(v.number(), 50),
})
const creation = v.object({ additional_creators: v.optional(v.array(v.string()), []) })

/** As the rules of the room let people write the order themselves. */
const mayWrite = (state: readonly StateLike[]) => {
  const create = find(state, eventTypes.create)
  const more = v.safeParse(creation, create?.content)
  const creators = [create?.sender, ...(more.success ? more.output.additional_creators : [])]
  const parsed = v.safeParse(levels, find(state, eventTypes.powerLevels)?.content)
  return (person: UserId): boolean => {
    // Version 12 does not list them; in earlier ones they have the highest level that there is.
    if (creators.includes(person)) return true
    if (!parsed.success) return false
    const { users, users_default, events, state_default } = parsed.output
    return (users[person] ?? users_default) >= (events[eventTypes.callOrder] ?? state_default)
  }
}

/**
 * In a room that people made, whoever its power levels let change it. In a consult, who asks, who stands in for them and
 * who has it; in another room of a service, all who belong to it. Never a guest.
 */
export const hostsOf = (state: readonly StateLike[]): ((person: UserId) => boolean) => {
  const isHost = hostsAmongPeople(state)
  return (person) => !isGuest(person) && isHost(person)
}

const hostsAmongPeople = (state: readonly StateLike[]): ((person: UserId) => boolean) => {
  const service = serviceOfRoom(state)
  if (!service) return mayWrite(state)
  const task = state.find(({ type, sender }) => type === eventTypes.consultTask && sender === service)
  const consult = task && parseTask(task.content)
  return consult ? (person) => [consult.requester, consult.standIn, consult.owner].includes(person) : () => true
}

/** Written by whom the rules of the room let write it; more need not be asked. */
export const orderOf = (state: readonly StateLike[]): CallOrder =>
  parseOrder(find(state, eventTypes.callOrder)?.content)

const membership = v.object({
  device_id: v.string(),
  expires: v.optional(v.number()),
  created_ts: v.optional(v.number()),
})

/** As of MSC3401 in matrix-js-sdk. */
const defaultExpiryMs = 4 * 60 * 60_000

type Dated = StateLike & { origin_server_ts: number }

/** The devices that are in the call, by person: who sent the event, not whom its key names. */
export const devicesIn = (state: readonly Dated[], now: number): Map<UserId, DeviceId[]> => {
  const devices = new Map<UserId, DeviceId[]>()
  for (const { type, content, sender, origin_server_ts } of state) {
    const parsed = type === eventTypes.callMember ? v.safeParse(membership, content) : null
    if (!parsed?.success) continue
    const { device_id, created_ts = origin_server_ts, expires = defaultExpiryMs } = parsed.output
    if (created_ts + expires <= now) continue
    const person = sender as UserId
    devices.set(person, [...(devices.get(person) ?? []), device_id as DeviceId])
  }
  return devices
}

/** Whose devices are in the call. */
export const presentIn = (state: readonly Dated[], now: number): UserId[] => [...devicesIn(state, now).keys()]
