import * as v from 'valibot'

/** The PIN that opens the locked screen of one device. It opens the screen only: the keys lie behind the sign-in. */
export const pinRecord = v.object({
  salt: v.instance(Uint8Array<ArrayBuffer>),
  hash: v.instance(Uint8Array<ArrayBuffer>),
  iterations: v.number(),
  /** Null: only by hand. */
  idleMinutes: v.nullable(v.number()),
  wrongTries: v.number(),
  /** Unix time in ms; before it no PIN is looked at. */
  notBefore: v.number(),
})
export type PinRecord = v.InferOutput<typeof pinRecord>

export const idleChoices = [1, 5, 15, null] as const
/** A shared computer of a ward stands between two patients for some minutes, and nobody wants to type each time. */
export const usualIdleMinutes = 15
export const mostWrongTries = 10

const iterations = 600_000
const freeTries = 3
const firstWaitMs = 5_000
const longestWaitMs = 60_000

export const isPin = (text: string): boolean => /^\d{4,12}$/.test(text)

/** How long to wait after so many wrong ones. */
export const waitAfterMs = (wrongTries: number): number =>
  wrongTries < freeTries ? 0 : Math.min(firstWaitMs * 2 ** (wrongTries - freeTries), longestWaitMs)

const hashOf = async (pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<Uint8Array<ArrayBuffer>> => {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits'])
  const way = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }
  return new Uint8Array(await crypto.subtle.deriveBits(way, key, 256))
}

export const recordOf = async (pin: string, idleMinutes: number | null): Promise<PinRecord> => {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  return { salt, hash: await hashOf(pin, salt, iterations), iterations, idleMinutes, wrongTries: 0, notBefore: 0 }
}

export const isRight = async (record: PinRecord, pin: string): Promise<boolean> => {
  const hash = await hashOf(pin, record.salt, record.iterations)
  return hash.reduce((difference, byte, at) => difference | (byte ^ (record.hash[at] ?? 0)), 0) === 0
}
