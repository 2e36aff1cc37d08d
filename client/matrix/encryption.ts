import type { MatrixClient } from 'matrix-js-sdk'
import { type CryptoApi, CryptoEvent } from 'matrix-js-sdk/lib/crypto-api/index.js'
import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { DeviceId, RoomId, UserId } from '#shared/matrix/ids.ts'
import type { AskElsewhere } from './ask-password.ts'
import { forget, keep, readKept } from './device-store.ts'
import { openEncryptionKeys } from './encryption-keys.ts'
import { type EncryptionFacts, isIdentityReplaced, setupStatusOf } from './encryption-status.ts'
import { NoRecovery, WrongPassword, WrongRecoveryKey } from './errors.ts'
import { listen } from './listen.ts'
import { refusing } from './matrix-error.ts'
import type { Keyring } from './recovery-key.ts'
import type { EncryptionSetup } from './types.ts'
import { createVerificationRequests } from './verification-requests.ts'

/** Written before the first step of setting up and removed after the last: between them, the next start begins again. */
const begun = 'encryption-begun'
const done = 'encryption-done'
const firstRetryMs = 1_000
const lastRetryMs = 15_000

type Status = ReturnType<EncryptionSetup['status']>

export type EncryptionParts = {
  client: Pick<MatrixClient, 'on' | 'off' | 'secretStorage' | 'downloadKeysForUsers' | 'getRoom' | 'http'>
  crypto: CryptoApi
  keyring: Keyring
  own: { userId: UserId; deviceId: DeviceId; elsewhere?: AskElsewhere }
  isLive(): boolean
  openDirect(userId: UserId): Promise<RoomId>
  /** What the person has just signed in with. */
  password: string | undefined
  /** Of a device that has just been signed in, whether the account has an identity; null: not known. */
  isIdentified: Promise<boolean | null> | null
}

/** What a person can be told by name; all else is the homeserver's doing. */
const named = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof WrongPassword || error instanceof WrongRecoveryKey || error instanceof NoRecovery) throw error
    return refusing(Promise.reject(error))
  }
}

/** Call under an owner. */
export const createEncryption = (parts: EncryptionParts): EncryptionSetup => {
  const { client, crypto, keyring, own, isLive, openDirect } = parts
  const keys = openEncryptionKeys(client, crypto, keyring, own)
  const requests = createVerificationRequests(client, crypto, own.userId, openDirect)
  const [status, setStatus] = createSignal<Status>('checking')
  const [isReplaced, setReplaced] = createSignal(false)
  let signInPassword = parts.password
  let isClosed = false

  const readFacts = async (withServer: boolean): Promise<EncryptionFacts> => {
    const [hasBegun, wasReady, isSigned, server] = await Promise.all([
      readKept(begun),
      readKept(done),
      keys.isSigned(),
      withServer ? keys.atServer() : null,
    ])
    const hasBackupKey = server ? server.canReadBackup : await keys.hasBackupKey()
    return { hasBegun: hasBegun === true, wasReady: wasReady === true, isSigned, hasBackupKey, atServer: server }
  }

  const settle = (next: Status) => {
    setStatus(next)
    if (next === 'ready') signInPassword = undefined
  }

  const lookLocally = async () => {
    if (setupStatusOf(await readFacts(false)) === 'ready' && !isClosed) settle('ready')
  }

  const lookAtServer = async () => {
    let facts = await readFacts(true)
    if (!facts.isSigned && facts.atServer?.identity === 'ours' && !facts.hasBegun) {
      await keys.signDevice()
      facts = await readFacts(true)
    }
    if (isClosed) return
    const next = setupStatusOf(facts)
    setReplaced(isIdentityReplaced(facts))
    settle(next)
    if (next === 'ready' && !facts.wasReady) await keep({ [done]: true })
  }

  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = turn.then(work)
    turn = next.catch(() => {})
    return next
  }

  let isDue = false
  let retryMs = firstRetryMs
  let retry: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    if (isDue || isClosed || !isLive()) return
    isDue = true
    inTurn(() => {
      isDue = false
      return lookAtServer()
    }).then(
      () => {
        retryMs = firstRetryMs
      },
      () => {
        clearTimeout(retry)
        retry = setTimeout(look, retryMs)
        retryMs = Math.min(retryMs * 2, lastRetryMs)
      },
    )
  }
  inTurn(lookLocally).catch(() => {})
  // A device that has just been signed in holds no keys: whether there are any is all that its person waits for.
  let isAnswered = false
  void parts.isIdentified?.then((isIdentified) => {
    if (isIdentified === null || isClosed) return
    settle(isIdentified ? 'locked' : 'new')
    isAnswered = true
  })
  createEffect(
    on(isLive, (live) => {
      if (live && !isAnswered) look()
      if (live) isAnswered = false
    }),
  )
  listen(client, CryptoEvent.KeysChanged, look)
  listen(client, CryptoEvent.KeyBackupStatus, look)
  listen(client, CryptoEvent.KeyBackupDecryptionKeyCached, look)
  listen(client, CryptoEvent.DevicesUpdated, (userIds) => {
    if (userIds.includes(own.userId) && status() !== 'ready') look()
  })
  onCleanup(() => {
    isClosed = true
    clearTimeout(retry)
    keyring.forget()
  })

  /** Until it is signed, an answer about the old one that was on its way may take the new one from this device again. */
  const makeIdentity = async (password: string | undefined): Promise<void> => {
    await keys.newIdentity(password)
    try {
      await keys.signDevice()
    } catch (error) {
      if (await keys.holdsIdentity()) throw error
      await keys.newIdentity(password)
      await keys.signDevice()
    }
  }

  const make = async (password: string | undefined, isReplacing: boolean): Promise<{ recoveryKey: string }> => {
    // Without an answer, nothing is begun that the next start would have to end.
    const identity = await keys.identityAtServer()
    if (identity === 'foreign' && !isReplacing) {
      await forget(begun)
      settle('locked')
      throw new NoRecovery()
    }
    await keep({ [begun]: true })
    if (isReplacing) await keys.catchUp()
    if (identity === 'none' || isReplacing) await makeIdentity(password || signInPassword)
    else await keys.signDevice()
    const recoveryKey = await keys.newRecoveryKey()
    await keep({ [done]: true }, [begun])
    settle('ready')
    return { recoveryKey }
  }

  return {
    status,
    isReplaced,
    setUp: (password) => inTurn(() => named(make(password, false))),
    startOver: (password) => inTurn(() => named(make(password, true))),
    unlock: (recoveryKey) =>
      inTurn(async () => {
        await named(keys.recover(recoveryKey))
        await forget(begun)
        await lookAtServer()
      }),
    tryRecoveryKey: (recoveryKey) => inTurn(() => named(keys.tryKey(recoveryKey))),
    requestVerification: requests.ofDevice,
    verifyPerson: requests.ofPerson,
    verification: requests.verification,
    dismissVerification: requests.dismiss,
  }
}
