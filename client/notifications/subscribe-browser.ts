import * as v from 'valibot'
import { type SubscriptionOutput, subscriptionInput } from '#shared/notifications/api.ts'
import { type ClinicApi, unwrap } from '../clinic-api/index.ts'

export type BrowserSubscription = { endpoint: string; register(): Promise<SubscriptionOutput> }

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))

const hasKey = ({ options }: PushSubscription, key: Uint8Array): boolean => {
  const before = options.applicationServerKey && new Uint8Array(options.applicationServerKey)
  return before?.length === key.length && before.every((byte, at) => byte === key[at])
}

/** At the push service of the browser's maker; null when that cannot be reached. Throws what the clinic answers. */
export const subscribeBrowser = async (api: Pick<ClinicApi, 'own'>): Promise<BrowserSubscription | null> => {
  const { vapidPublicKey } = await unwrap(api.own.api.notifications.$get())
  const applicationServerKey = bytesOf(vapidPublicKey)
  const { pushManager } = await navigator.serviceWorker.ready
  try {
    const before = await pushManager.getSubscription()
    // Of a clinic that has been set up anew.
    if (before && !hasKey(before, applicationServerKey)) await before.unsubscribe()
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
    const json = v.parse(subscriptionInput, subscription.toJSON())
    return {
      endpoint: json.endpoint,
      register: () => unwrap(api.own.api.notifications.subscription.$put({ json })),
    }
  } catch {
    return null
  }
}
