import { ClientEvent } from 'matrix-js-sdk'
import { createRoot, createSignal } from 'solid-js'
import { describe, expect, it } from 'vitest'
import { type PermissionConfig, permissionConfigType } from '#shared/permissions/permission-config.ts'
import { createPermissions, withoutRefused } from './permissions.ts'
import type { RoomSummary } from './types.ts'

const blockAll: PermissionConfig = {
  defaultSetting: 'block all',
  serverExceptions: {},
  userExceptions: {},
  groupExceptions: [],
}

const open = () => {
  let content: unknown
  const listeners = new Set<(event: { getType(): string }) => void>()
  const client = {
    on: (name: string, listener: never) => name === ClientEvent.AccountData && listeners.add(listener),
    off: (_: string, listener: never) => listeners.delete(listener),
    getAccountData: () => (content === undefined ? undefined : { getContent: () => content }),
    setAccountData: async (_: string, next: unknown) => {
      content = next
    },
  }
  return {
    client: client as never,
    sync(next: unknown) {
      content = next
      for (const listener of listeners) listener({ getType: () => permissionConfigType })
    },
  }
}

describe('who may write to me', () => {
  it('follows what other devices decide, and takes nothing broken for a decision', () => {
    createRoot((end) => {
      const { client, sync } = open()
      const permissions = createPermissions(client)
      expect(permissions.config()).toBeNull()
      sync(blockAll)
      expect(permissions.config()).toEqual(blockAll)
      sync({ defaultSetting: 'perhaps' })
      expect(permissions.config()).toBeNull()
      end()
    })
  })

  it('holds here at once when I decide it', async () => {
    await createRoot(async (end) => {
      const permissions = createPermissions(open().client)
      await permissions.save(blockAll)
      expect(permissions.config()).toEqual(blockAll)
      end()
    })
  })

  it('hides the invitations of those who may not, and nothing else', () => {
    createRoot((end) => {
      const room = (roomId: string, membership: string, invitedBy: string | null) =>
        ({ roomId, membership, invitedBy }) as RoomSummary
      const [config, setConfig] = createSignal<PermissionConfig | null>(null)
      const rooms = withoutRefused(
        () => [
          room('!theirs', 'invite', '@emil:sued.example'),
          room('!consult', 'invite', '@consilium:sued.example'),
          room('!joined', 'join', null),
        ],
        config,
      )
      const shown = () => rooms().map(({ roomId }) => roomId)
      expect(shown()).toEqual(['!theirs', '!consult', '!joined'])
      setConfig(blockAll)
      expect(shown()).toEqual(['!consult', '!joined'])
      end()
    })
  })
})
