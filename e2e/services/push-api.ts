import type { SubscriptionOutput } from '#shared/notifications/api.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { PushReceiver } from '../people/push-receiver.ts'
import { askMatrix } from './matrix-api.ts'
import type { Somebody } from './somebody.ts'

/** As the client does: the service gets the subscription, the homeserver the pusher. */
export const wake = async (person: Somebody, { subscription }: PushReceiver): Promise<SubscriptionOutput> => {
  const path = '/api/notifications/subscription'
  const target = await askService<SubscriptionOutput>(person.clinic, person, 'PUT', path, subscription)
  await askMatrix(person, 'POST', '/_matrix/client/v3/pushers/set', {
    kind: 'http',
    app_id: target.appId,
    pushkey: target.pushkey,
    app_display_name: 'Consilium',
    device_display_name: 'Test',
    lang: 'de',
    data: { url: target.gatewayUrl, format: 'event_id_only' },
  })
  return target
}
