import type { NotificationSettings } from './notification-of.ts'

/** Written in `client/notifications/`, which shares no module with this worker; gone at sign-out with all of its caches. */
const cacheName = 'consilium-notifications'
const key = '/notification-settings'

/** Null: no page has left any, or what is there is damaged. */
export const readNotificationSettings = async (): Promise<NotificationSettings | null> => {
  try {
    const kept = await (await caches.open(cacheName)).match(key)
    return kept ? await kept.json() : null
  } catch {
    return null
  }
}
