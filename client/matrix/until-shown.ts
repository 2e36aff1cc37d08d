import { ClientEvent, type MatrixClient, RoomEvent, RoomStateEvent } from 'matrix-js-sdk'
import type { Emitter } from './listen.ts'
import { MatrixRefusal } from './matrix-error.ts'

/** The homeserver has done it; sync is expected to say so within this time. */
const syncPatienceMs = 20_000

/** Resolves when sync shows it. */
export const untilShown = (client: Emitter, isShown: () => boolean): Promise<void> => {
  if (isShown()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      client.off(ClientEvent.Room, look)
      client.off(RoomEvent.MyMembership, look)
      client.off(RoomStateEvent.Members, look)
      client.off(ClientEvent.Sync, look)
    }
    const look = () => {
      if (!isShown()) return
      end()
      resolve()
    }
    const timer = setTimeout(() => {
      end()
      reject(new MatrixRefusal('homeserver-unreachable'))
    }, syncPatienceMs)
    client.on(ClientEvent.Room, look)
    client.on(RoomEvent.MyMembership, look)
    client.on(RoomStateEvent.Members, look)
    client.on(ClientEvent.Sync, look)
  })
}

export const untilJoined = (client: Emitter & Pick<MatrixClient, 'getRoom'>, roomId: string): Promise<void> =>
  untilShown(client, () => client.getRoom(roomId)?.getMyMembership() === 'join')
