import type { DeviceId, UserId } from '#shared/matrix/ids.ts'
import { readKept } from './device-store.ts'
import { SessionError } from './errors.ts'
import { readLocalKey } from './local-key.ts'
import { keepSecrets, readSecret } from './secrets.ts'
import { leaveRestOfWipe, wipeDevice } from './wipe-device.ts'

/** Of one device at its homeserver. Part of the sign-in page: nothing here may load the SDK. */
export type Credentials = {
  userId: UserId
  deviceId: DeviceId
  accessToken: string
  homeserverUrl: string
  /** Signed in by the hospital's provider: there is no password to ask for. */
  isByProvider?: boolean
}

type Plain = Omit<Credentials, 'accessToken'>

const plainName = 'device'
const cryptoKeyBytes = 32

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && 'userId' in value && 'deviceId' in value && 'homeserverUrl' in value

/** Null when nobody is signed in, when the person must open them first, or when the browser has lost what it takes. */
export const readCredentials = async (): Promise<Credentials | null> => {
  const [plain, token] = await Promise.all([readKept(plainName), readSecret('access-token')])
  if (!isPlain(plain) || !token) return null
  return { ...plain, accessToken: new TextDecoder().decode(token) }
}

/** For a device that has just signed in: whatever an earlier one left here goes first. */
export const keepCredentials = async ({ accessToken, ...plain }: Credentials): Promise<void> => {
  await wipeDevice()
  try {
    await keepSecrets(
      {
        'access-token': new TextEncoder().encode(accessToken),
        'crypto-key': crypto.getRandomValues(new Uint8Array(cryptoKeyBytes)),
      },
      { [plainName]: plain satisfies Plain },
    )
  } catch (error) {
    throw new SessionError('no-storage', { cause: error })
  }
  leaveRestOfWipe()
}

/** Encrypts what this device writes to disk; cannot be exported. */
export const openLocalKey = async (): Promise<CryptoKey> => {
  const key = await readLocalKey()
  if (!key) throw new SessionError('signed-out')
  return key
}

/** Key of the crypto database. */
export const openCryptoKey = async (): Promise<Uint8Array<ArrayBuffer>> => {
  const key = await readSecret('crypto-key')
  if (!key) throw new SessionError('signed-out')
  return key
}
