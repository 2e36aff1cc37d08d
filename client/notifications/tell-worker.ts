import type { NotificationSettings } from '../workers/notification-of.ts'

/** As `client/workers/notification-settings.ts` reads it: the service worker shares no module with a page. */
const cacheName = 'consilium-notifications'
const key = '/notification-settings'

/** For when no page is open. Where nothing can be kept, the worker says less and makes a sound. */
export const tellWorker = async (settings: NotificationSettings): Promise<void> => {
  try {
    await (await caches.open(cacheName)).put(key, Response.json(settings))
  } catch {
    // See above.
  }
}
