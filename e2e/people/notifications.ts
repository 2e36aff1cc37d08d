import { setTimeout } from 'node:timers/promises'
import type { BrowserContext, Worker } from 'playwright-core'
import type { SubscriptionInput } from '#shared/notifications/api.ts'
import type { Person } from './person.ts'

/** The browser's own push service is not reached from here: the page subscribes at one of the test's. */
export const subscribeAt = async (context: BrowserContext, subscription: SubscriptionInput): Promise<void> => {
  await context.addInitScript((kept) => {
    let applicationServerKey: BufferSource | null = null
    const made = () => ({
      ...kept,
      options: { applicationServerKey },
      toJSON: () => kept,
      unsubscribe: async () => {
        applicationServerKey = null
        return true
      },
    })
    Object.assign(PushManager.prototype, {
      getSubscription: async () => (applicationServerKey ? made() : null),
      subscribe: async (options: { applicationServerKey: BufferSource }) => {
        applicationServerKey = options.applicationServerKey
        return made()
      },
    })
  }, subscription)
}

/** As if the push service had handed a message over to the browser. */
export const handOver = async ({ page, clinic }: Pick<Person, 'page' | 'clinic'>, message: unknown): Promise<void> => {
  const devtools = await page.context().newCDPSession(page)
  const found = Promise.withResolvers<string>()
  devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    const registration = registrations.find(({ scopeURL }) => scopeURL === `${clinic.url}/`)
    if (registration) found.resolve(registration.registrationId)
  })
  await devtools.send('ServiceWorker.enable')
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: clinic.url,
    registrationId: await found.promise,
    data: JSON.stringify(message),
  })
  await devtools.detach()
}

export type ShownNotification = { title: string; body: string; silent: boolean; data: unknown }

type WorkerScope = { registration: ServiceWorkerRegistration } & EventTarget

const workerOf = (context: BrowserContext): Promise<Worker> | Worker =>
  context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker')

/** Nothing of ours is open any more: the browser takes a while to let go of a page that was left. */
export const closePage = async ({ page, context }: Pick<Person, 'page' | 'context'>): Promise<void> => {
  await page.goto('about:blank')
  const worker = await workerOf(context)
  const pages = () =>
    worker.evaluate(async () => {
      const { clients } = globalThis as unknown as { clients: { matchAll(): Promise<unknown[]> } }
      return (await clients.matchAll()).length
    })
  while ((await pages()) > 0) await setTimeout(50)
}

export const shownNotifications = async ({ context }: Pick<Person, 'context'>): Promise<ShownNotification[]> =>
  (await workerOf(context)).evaluate(async () => {
    const { registration } = globalThis as unknown as WorkerScope
    const shown = await registration.getNotifications()
    return shown.map(({ title, body, silent, data }) => ({ title, body, silent: Boolean(silent), data }))
  })

/** Presses one, as somebody does in the list of their device. */
export const pressNotification = async ({ context }: Pick<Person, 'context'>, title: string): Promise<void> =>
  (await workerOf(context)).evaluate(async (wanted) => {
    const scope = globalThis as unknown as WorkerScope
    const notification = (await scope.registration.getNotifications()).find((one) => one.title === wanted)
    if (!notification) throw new Error(`no notification ${wanted}`)
    const Press: new (type: string, init: object) => Event = Reflect.get(globalThis, 'NotificationEvent')
    scope.dispatchEvent(new Press('notificationclick', { notification }))
  }, title)

/** What the page lets be heard from now on, by its pitch. */
export const listenIn = async ({ page }: Person): Promise<() => Promise<number[]>> => {
  await page.evaluate(() => {
    const heard: number[] = []
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (when) {
      heard.push(this.frequency.value)
      start.call(this, when)
    }
    Object.assign(window, { heard })
  })
  return () => page.evaluate('window.heard')
}

/** What the page has told the service worker of when it is to be quiet. */
export const quietHoursOf = ({ page }: Person): Promise<unknown> =>
  page.evaluate(async () => {
    const kept = await (await caches.open('consilium-notifications')).match('/notification-settings')
    return kept ? (await kept.json()).quiet : null
  })

/** Which number the page puts on its icon from now on. */
export const watchBadge = async ({ page }: Person): Promise<() => Promise<number | null>> => {
  await page.evaluate(() => {
    Object.assign(window, { badge: null })
    navigator.setAppBadge = async (count) => void Object.assign(window, { badge: count })
  })
  return () => page.evaluate('window.badge')
}

/** The same of the service worker, while no page is open. */
export const watchWorkersBadge = async ({ context }: Person): Promise<() => Promise<number | null>> => {
  const worker = await workerOf(context)
  await worker.evaluate(() => {
    Object.assign(globalThis, { badge: null })
    navigator.setAppBadge = async (count) => void Object.assign(globalThis, { badge: count })
  })
  return () => worker.evaluate('badge')
}

/** The page can be seen, and another window has the keyboard: a browser without a screen has no other. */
export const workElsewhere = ({ page }: Person): Promise<void> =>
  page.evaluate(() => {
    document.hasFocus = () => false
  })
