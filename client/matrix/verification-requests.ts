import type { MatrixClient } from 'matrix-js-sdk'
import { type CryptoApi, CryptoEvent } from 'matrix-js-sdk/lib/crypto-api/index.js'
import type { VerificationRequest } from 'matrix-js-sdk/lib/crypto-api/verification.js'
import { type Accessor, createEffect, createSignal } from 'solid-js'
import type { DeviceId, RoomId, UserId } from '#shared/matrix/ids.ts'
import { listen } from './listen.ts'
import { refusing } from './matrix-error.ts'
import type { Verification } from './types.ts'
import { openVerification } from './verification.ts'

type Crypto = Pick<CryptoApi, 'requestOwnUserVerification' | 'requestDeviceVerification' | 'requestVerificationDM'>

const isOver = (verification: Verification | null): boolean =>
  !verification || verification.phase() === 'done' || verification.phase() === 'cancelled'

export type VerificationRequests = {
  verification: Accessor<Verification | null>
  dismiss(): void
  ofDevice(deviceId?: DeviceId): Promise<Verification>
  ofPerson(userId: UserId): Promise<Verification>
}

/** One comparison at a time. Call under an owner. */
export const createVerificationRequests = (
  client: Pick<MatrixClient, 'getRoom' | 'on' | 'off'>,
  crypto: Crypto,
  ownId: UserId,
  openDirect: (userId: UserId) => Promise<RoomId>,
): VerificationRequests => {
  const [verification, setVerification] = createSignal<Verification | null>(null)

  const begin = async (ask: () => Promise<VerificationRequest>): Promise<Verification> => {
    await verification()?.cancel()
    const opened = openVerification(await refusing(ask()))
    setVerification(opened)
    return opened
  }

  /** By another device of ours; this one may be newer than that, and read of it only now. */
  const isAnswered = ({ roomId, transactionId }: VerificationRequest) =>
    roomId !== undefined &&
    (client.getRoom(roomId)?.getLiveTimeline().getEvents() ?? []).some(
      (event) => event.getSender() === ownId && event.getRelation()?.event_id === transactionId,
    )
  createEffect(() => {
    const current = verification()
    // Nobody has begun it here.
    if (current?.isIncoming && current.cancelled() === 'elsewhere') setVerification(null)
  })

  listen(client, CryptoEvent.VerificationRequestReceived, (request) => {
    // Others have to ask in a conversation that we share: a stranger must not make dialogs appear.
    const isWelcome = request.otherUserId === ownId || request.roomId !== undefined
    const isForUs = isWelcome && request.pending && !request.initiatedByMe && !isAnswered(request)
    if (isForUs && isOver(verification())) setVerification(openVerification(request))
  })

  return {
    verification,
    dismiss: () => {
      const before = verification()
      setVerification(null)
      // Telling the other side is a courtesy: there it times out by itself.
      before?.cancel().catch(() => {})
    },
    ofDevice: (deviceId) =>
      begin(() => (deviceId ? crypto.requestDeviceVerification(ownId, deviceId) : crypto.requestOwnUserVerification())),
    ofPerson: (userId) => begin(async () => crypto.requestVerificationDM(userId, await openDirect(userId))),
  }
}
