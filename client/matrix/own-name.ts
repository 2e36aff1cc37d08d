import { type MatrixClient, RoomMemberEvent } from 'matrix-js-sdk'
import { type Accessor, createEffect, createSignal } from 'solid-js'
import { localpartOf, type UserId } from '#shared/matrix/ids.ts'
import { listen } from './listen.ts'

type Parts = Pick<MatrixClient, 'on' | 'off' | 'getProfileInfo'>

/** How the person is called. Call under an owner. */
export const createOwnName = (client: Parts, ownId: UserId, isLive: Accessor<boolean>): Accessor<string> => {
  const [name, setName] = createSignal(localpartOf(ownId))
  const take = (found: string | undefined) => {
    if (found && found !== ownId) setName(found)
  }
  createEffect(() => {
    if (!isLive()) return
    client.getProfileInfo(ownId, 'displayname').then(
      ({ displayname }) => take(displayname),
      // The homeserver knows no name, or does not answer: the next connection asks again.
      () => {},
    )
  })
  listen(client, RoomMemberEvent.Name, (_event, member) => {
    if (member.userId === ownId) take(member.rawDisplayName)
  })
  return name
}
