import { ClientEvent, type MatrixClient } from 'matrix-js-sdk'
import { type Accessor, createMemo, createSignal } from 'solid-js'
import { serverOf, serviceAccountOf } from '#shared/matrix/ids.ts'
import {
  mayInvite,
  type PermissionConfig,
  permissionConfigType,
  readPermissionConfig,
} from '#shared/permissions/permission-config.ts'
import { type Emitter, listen } from './listen.ts'
import { refusing } from './matrix-error.ts'
import { isSame } from './same.ts'
import type { RoomSummary, Session } from './types.ts'

type Client = Emitter & Pick<MatrixClient, 'getAccountData' | 'setAccountData'>

/** Who may write to the person, as their homeserver enforces it. Call under an owner. */
export const createPermissions = (client: Client): Session['permissions'] => {
  // The SDK's types list Matrix's own account data only.
  const type = permissionConfigType as never
  const read = () => readPermissionConfig(client.getAccountData(type)?.getContent())
  const [config, setConfig] = createSignal<PermissionConfig | null>(read(), { equals: isSame })
  listen(client, ClientEvent.AccountData, (event) => {
    if (event.getType() === permissionConfigType) setConfig(read())
  })
  return {
    config,
    async save(next) {
      await refusing(client.setAccountData(type, next as never))
      setConfig(next)
    },
  }
}

/** The service of a clinic is no person: a consult always reaches those on duty. */
const isRefused = (config: PermissionConfig, { membership, invitedBy }: RoomSummary): boolean =>
  membership === 'invite' &&
  invitedBy !== null &&
  invitedBy !== serviceAccountOf(serverOf(invitedBy)) &&
  !mayInvite(config, invitedBy)

/** What is refused is not shown either, should it have come before, or past the homeserver (gematik, A_25046). */
export const withoutRefused = (
  rooms: Accessor<RoomSummary[]>,
  config: Accessor<PermissionConfig | null>,
): Accessor<RoomSummary[]> =>
  createMemo(() => {
    const permissions = config()
    return permissions ? rooms().filter((room) => !isRefused(permissions, room)) : rooms()
  })
