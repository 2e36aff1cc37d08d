import * as v from 'valibot'
import { readKept } from '../matrix/device-store.ts'
import { openSealed } from '../matrix/local-key.ts'
import { keyOfPasskey } from './passkey.ts'
import { pinRecord } from './pin.ts'

/** Where this device keeps how its screen is opened. */
export const recordName = 'app-lock'

/** Opens more than the screen: what this device keeps is sealed with it (`client/matrix/local-key.ts`). */
const passkeyRecord = v.object({
  credentialId: v.instance(Uint8Array<ArrayBuffer>),
  salt: v.instance(Uint8Array<ArrayBuffer>),
  idleMinutes: v.nullable(v.number()),
})
export type PasskeyRecord = v.InferOutput<typeof passkeyRecord>

const lockRecord = v.union([pinRecord, passkeyRecord])
export type LockRecord = v.InferOutput<typeof lockRecord>

export const isPasskeyRecord = (record: LockRecord): record is PasskeyRecord => 'credentialId' in record

export const readLockRecord = async (): Promise<LockRecord | null> => {
  const parsed = v.safeParse(lockRecord, await readKept(recordName).catch(() => null))
  return parsed.success ? parsed.output : null
}

/** What opened the device at the start opens the screen too, which comes soon after. */
const freshMs = 5 * 60_000
let openedAt = 0

/** At the start, before anything can be read. False when the passkey is not the one. Throws as `keyOfPasskey`. */
export const openDevice = async (): Promise<boolean> => {
  const record = await readLockRecord()
  if (!record || !isPasskeyRecord(record) || !(await openSealed(await keyOfPasskey(record)))) return false
  openedAt = Date.now()
  return true
}

/** Once. */
export const takeFreshlyOpened = (): boolean => {
  const isFresh = Date.now() - openedAt < freshMs
  openedAt = 0
  return isFresh
}
