import type { CryptoApi } from 'matrix-js-sdk/lib/crypto-api/index.js'

/** What no public method of the SDK does: it keeps the devices of those alone with whom one is in an encrypted room. */
type Machine = {
  olmMachine: { queryKeysForUsers(users: unknown[]): unknown }
  outgoingRequestProcessor: { makeOutgoingRequest(request: unknown): Promise<void> }
}

/** Asks for the devices of people with whom we are in no room, so that something can be encrypted for them. */
export const learnDevicesOf = async (
  crypto: Pick<CryptoApi, 'getUserDeviceInfo'>,
  userIds: readonly string[],
): Promise<void> => {
  const known = await crypto.getUserDeviceInfo([...userIds])
  const strangers = userIds.filter((userId) => !known.has(userId))
  if (strangers.length === 0) return
  const { UserId } = await import('@matrix-org/matrix-sdk-crypto-wasm')
  const { olmMachine, outgoingRequestProcessor } = crypto as typeof crypto & Machine
  const request = olmMachine.queryKeysForUsers(strangers.map((userId) => new UserId(userId)))
  await outgoingRequestProcessor.makeOutgoingRequest(request)
}
