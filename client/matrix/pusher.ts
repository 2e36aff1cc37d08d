import { type MatrixClient, PushRuleKind } from 'matrix-js-sdk'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { Session } from './types.ts'

type Client = Pick<MatrixClient, 'setPusher' | 'removePusher' | 'addPushRule'>

/** Whoever may be called to an urgent message is invited at once and woken by the service when it is their turn. */
const silenceInvitations = (client: Client) => {
  const is = (key: string, pattern: string) => ({ kind: 'event_match' as never, key, pattern })
  const conditions = [is('type', eventTypes.member), is('content.reason', eventTypes.urgentRoom)]
  return client.addPushRule('global', PushRuleKind.Override, eventTypes.urgentRoom, { conditions, actions: [] })
}

/** The homeserver sends ids only (`event_id_only`); it ends the pusher itself when the device is signed out. */
export const createSetPusher =
  (client: Client): Session['setPusher'] =>
  async ({ pushkey, appId, gatewayUrl }, isWanted) => {
    if (!isWanted) return void (await client.removePusher(pushkey, appId))
    await silenceInvitations(client)
    await client.setPusher({
      kind: 'http',
      app_id: appId,
      pushkey,
      app_display_name: 'Consilium',
      device_display_name: 'Browser',
      lang: navigator.language,
      data: { url: gatewayUrl, format: 'event_id_only' },
    })
  }
