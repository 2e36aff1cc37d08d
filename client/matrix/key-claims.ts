import * as v from 'valibot'
import { type ServerName, serverOf, type UserId } from '#shared/matrix/ids.ts'

/**
 * Who cannot be given a key now. Before a device is written to for the first time, a key of its own is asked for at its
 * homeserver; when that does not answer, the SDK sends all the same, and what it sent stays unreadable there for ever.
 */
export type KeyClaims = {
  fetch: typeof globalThis.fetch
  /** Nobody is: nothing needs to be asked. */
  isEmpty(): boolean
  /** `devices`: those that we know of. */
  isCutOff(userId: UserId, devices: Iterable<string>): boolean
  /** They have opened a channel themselves. */
  heardFrom(userId: UserId): void
}

const byDevice = v.record(v.string(), v.record(v.string(), v.unknown()))
const claim = v.object({ one_time_keys: byDevice })
const query = v.object({ device_keys: v.record(v.string(), v.unknown()) })
const queried = v.object({ failures: v.optional(v.record(v.string(), v.unknown()), {}) })

const read = <S extends v.GenericSchema>(schema: S, json: unknown): v.InferOutput<S> | null => {
  const parsed = v.safeParse(schema, json)
  return parsed.success ? parsed.output : null
}

export const createKeyClaims = (inner: typeof globalThis.fetch): KeyClaims => {
  const cutOff = new Map<UserId, Set<string>>()
  /** Not even their devices are known for certain. */
  const silent = new Set<ServerName>()

  const noteClaim = (asked: v.InferOutput<typeof claim> | null, answered: v.InferOutput<typeof claim> | null) => {
    if (!asked || !answered) return
    for (const [userId, devices] of Object.entries(asked.one_time_keys) as [UserId, object][]) {
      const without = cutOff.get(userId) ?? new Set()
      for (const deviceId of Object.keys(devices))
        if (answered.one_time_keys[userId]?.[deviceId]) without.delete(deviceId)
        else without.add(deviceId)
      if (without.size > 0) cutOff.set(userId, without)
      else cutOff.delete(userId)
    }
  }
  const noteQuery = (asked: v.InferOutput<typeof query> | null, answered: v.InferOutput<typeof queried> | null) => {
    if (!asked || !answered) return
    for (const server of Object.keys(asked.device_keys).map((userId) => serverOf(userId as UserId)))
      if (server in answered.failures) silent.add(server)
      else silent.delete(server)
  }
  const note = async (pathname: string, body: unknown, answer: Response) => {
    const isClaim = pathname.endsWith('/keys/claim')
    if (!answer.ok || (!isClaim && !pathname.endsWith('/keys/query'))) return
    const [asked, answered]: unknown[] = [JSON.parse(String(body)), await answer.clone().json()]
    if (isClaim) noteClaim(read(claim, asked), read(claim, answered))
    else noteQuery(read(query, asked), read(queried, answered))
  }

  return {
    async fetch(input, init) {
      const answer = await inner(input, init)
      const address = input instanceof Request ? input.url : String(input)
      // Before the SDK goes on from it.
      await note(new URL(address).pathname, init?.body, answer).catch(() => {})
      return answer
    },
    isEmpty: () => cutOff.size === 0 && silent.size === 0,
    isCutOff(userId, devices) {
      const known = [...devices]
      if (known.length === 0) return silent.has(serverOf(userId))
      return known.every((deviceId) => cutOff.get(userId)?.has(deviceId))
    },
    heardFrom: (userId) => void cutOff.delete(userId),
  }
}
