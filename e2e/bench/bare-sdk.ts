import {
  ClientEvent,
  createClient,
  EventType,
  type MatrixClient,
  MatrixEventEvent,
  MsgType,
  SyncState,
} from 'matrix-js-sdk'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { quietLogger, silenceSdk } from '../../client/matrix/quiet-logger.ts'
import type { TestClinic, TestClinics } from '../clinics/remote-clinics.ts'
import { createRoom, join } from '../services/matrix-api.ts'
import { type Somebody, somebodyAt } from '../services/somebody.ts'
import { until } from '../services/until.ts'

/** Nothing but the SDK, with encryption, in Node: what a message takes without a browser and without us. */
type Bare = { client: MatrixClient; somebody: Somebody; userId: UserId }

const openBare = async (clinic: TestClinic): Promise<Bare> => {
  const somebody = await somebodyAt(clinic)
  const { userId, deviceId, accessToken } = somebody
  const client = createClient({
    baseUrl: clinic.reachableUrl,
    userId,
    deviceId,
    accessToken,
    disableVoip: true,
    logger: quietLogger,
  })
  await client.initRustCrypto({ useIndexedDB: false })
  await client.startClient({ initialSyncLimit: 1, lazyLoadMembers: true })
  return { client, somebody, userId }
}

/** From nothing to everything known that is in the account, by classic sync with few members, as most clients do it. */
export const syncBareClient = async (somebody: Somebody): Promise<number> => {
  silenceSdk()
  const { clinic, userId, deviceId, accessToken } = somebody
  const baseUrl = clinic.reachableUrl
  const client = createClient({ baseUrl, userId, deviceId, accessToken, disableVoip: true, logger: quietLogger })
  const begunAt = performance.now()
  const prepared = new Promise<number>((resolve) =>
    client.on(ClientEvent.Sync, (state) => {
      if (state === SyncState.Prepared) resolve(performance.now() - begunAt)
    }),
  )
  await client.startClient({ initialSyncLimit: 1, lazyLoadMembers: true })
  return prepared.finally(() => client.stopClient())
}

const heard = (client: MatrixClient, text: string): Promise<number> =>
  new Promise((resolve) => {
    const look: Parameters<typeof client.on<MatrixEventEvent.Decrypted>>[1] = (event) => {
      if (event.getContent()['body'] !== text) return
      client.off(MatrixEventEvent.Decrypted, look)
      resolve(performance.now())
    }
    client.on(MatrixEventEvent.Decrypted, look)
  })

const knows = (client: MatrixClient, roomId: RoomId, members: number) =>
  until('the bare client knowing the room', async () => {
    const room = client.getRoom(roomId)
    return room?.hasEncryptionStateEvent() && room.getJoinedMemberCount() === members ? room : null
  })

/** From sending at one clinic to the decrypted text at the other, there and back. */
export const sendBetweenBareClients = async ({ nord, sued }: TestClinics, count: number): Promise<number[]> => {
  silenceSdk()
  const clients = [await openBare(nord), await openBare(sued)] as const
  try {
    const roomId = await createRoom(clients[0].somebody, [clients[1].somebody])
    await join(clients[1].somebody, roomId)
    await Promise.all(clients.map(({ client }) => knows(client, roomId, 2)))
    for (const { client } of clients) client.on(ClientEvent.Event, (event) => void client.decryptEventIfNeeded(event))
    const times: number[] = []
    // The first one in each direction also hands over the keys, as it did for the others.
    for (let sent = -2; sent < count; sent += 1) {
      const [from, to] = sent % 2 === 0 ? clients : [clients[1], clients[0]]
      const text = `message ${sent}`
      const arrival = heard(to.client, text)
      const sentAt = performance.now()
      await from.client.sendEvent(roomId, EventType.RoomMessage, { msgtype: MsgType.Text, body: text })
      const took = (await arrival) - sentAt
      if (sent >= 0) times.push(took)
    }
    return times
  } finally {
    for (const { client } of clients) client.stopClient()
  }
}
