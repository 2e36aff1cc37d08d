import { type Accessor, createContext, createEffect, createSignal, onCleanup, useContext } from 'solid-js'
import type { PushMessage } from '#shared/notifications/api.ts'
import { soundMessage } from '../alerts/index.ts'
import type { ClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { notificationWords } from '../i18n/words/notifications.ts'
import type { Session } from '../matrix/types.ts'
import type { QuietHours } from '../workers/notification-of.ts'
import {
  isToneWanted,
  isWanted,
  keepQuiet,
  keepSubscription,
  keepToneWanted,
  keepWanted,
  keptQuiet,
  keptSubscription,
} from './kept.ts'
import { isQuietNow, wantsTone } from './message-tone.ts'
import type { NotificationState } from './notification-state.ts'
import { subscribeBrowser } from './subscribe-browser.ts'
import { tellWorker } from './tell-worker.ts'

export type Notifications = {
  state: Accessor<NotificationState>
  /** Asks the person, then the clinic. Call after a press. Throws what the clinic or the homeserver answers. */
  enable(): Promise<void>
  disable(): Promise<void>
  quiet: Accessor<QuietHours | null>
  setQuiet(quiet: QuietHours | null): void
  /** Whether the open page sounds for a message while somebody works elsewhere. */
  hasTone: Accessor<boolean>
  setTone(has: boolean): void
  /**
   * Shows that something came, unless the page is looked at or the push service does it, and lets it be heard. What is
   * urgent has sounds of its own (`client/alerts`).
   */
  announce(message: PushMessage): void
  /** Takes those back whose room has nothing more to say. */
  withdraw(isOver: (roomId: string) => boolean): void
  /** Calls with the address that a pressed notification leads to, until its owner ends. */
  onOpen(listener: (path: string) => void): void
}

export const NotificationsContext = createContext<Notifications>()

export const useNotifications = (): Notifications => {
  const notifications = useContext(NotificationsContext)
  if (!notifications) throw new Error('useNotifications must be called below NotificationsContext')
  return notifications
}

const isSupported = () =>
  import.meta.env.PROD && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** Call under a Solid owner. */
export const createNotifications = (
  session: Pick<Session, 'setPusher' | 'connection'>,
  api: Pick<ClinicApi, 'own'>,
  /** Until when the person does not want to be disturbed; Unix time in ms. */
  silentUntil: Accessor<number | null>,
): Notifications => {
  const w = useWords(notificationWords)
  const [quiet, setQuiet] = createSignal(keptQuiet())
  const [hasTone, setTone] = createSignal(isToneWanted())
  const [state, setState] = createSignal<NotificationState>(isSupported() ? 'off' : 'unsupported')

  createEffect(() => {
    const words = w()
    if (!isSupported()) return
    void tellWorker({
      quiet: quiet(),
      silentUntil: silentUntil(),
      words: {
        message: { title: words.newMessage, body: words.openToRead },
        alerts: {
          urgent: { title: words.alertUrgent, body: words.openToAnswer },
          asap: { title: words.alertAsap, body: words.openToAnswer },
          stat: { title: words.alertStat, body: words.openToAnswer },
        },
      },
    })
  })

  /** Makes the browser, the service and the homeserver know each other; what is so already stays. */
  const connect = async () => {
    const subscription = await subscribeBrowser(api)
    if (!subscription) return setState('while-open')
    const kept = keptSubscription()
    if (kept?.endpoint === subscription.endpoint) return setState('on')
    const target = await subscription.register()
    await session.setPusher(target, true)
    keepSubscription({ ...target, endpoint: subscription.endpoint })
    setState('on')
  }

  // A browser changes its address at the push service now and then.
  let isConnected = false
  createEffect(() => {
    if (isConnected || session.connection() !== 'live' || !isSupported() || !isWanted()) return
    isConnected = true
    if (Notification.permission === 'granted') void connect().catch(() => setState('while-open'))
    else setState('denied')
  })

  return {
    state,
    async enable() {
      if ((await Notification.requestPermission()) !== 'granted') return void setState('denied')
      keepWanted(true)
      await connect()
    },
    async disable() {
      keepWanted(false)
      setState('off')
      const kept = keptSubscription()
      keepSubscription(null)
      const registration = await navigator.serviceWorker.getRegistration()
      await (await registration?.pushManager.getSubscription())?.unsubscribe()
      if (!kept) return
      await session.setPusher(kept, false)
      await api.own.api.notifications.subscription.$delete({ json: { pushkey: kept.pushkey } })
    },
    quiet,
    setQuiet(next) {
      keepQuiet(next)
      setQuiet(next)
    },
    hasTone,
    setTone(has) {
      keepToneWanted(has)
      setTone(has)
      if (has) soundMessage()
    },
    announce(message) {
      const now = new Date()
      const isQuiet = isQuietNow(quiet(), now) || (silentUntil() ?? 0) > now.getTime()
      const [isFocused, isVisible] = [document.hasFocus(), document.visibilityState === 'visible']
      if (
        message.priority === null &&
        wantsTone({ isWanted: hasTone(), isFocused, isVisible, state: state(), isQuiet })
      )
        soundMessage()
      if (state() !== 'while-open' || document.visibilityState === 'visible') return
      void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage(message))
    },
    withdraw(isOver) {
      if (!isSupported()) return
      void navigator.serviceWorker
        .getRegistration()
        .then((registration) => registration?.getNotifications())
        .then((shown) => {
          for (const one of shown ?? []) if (isOver(one.tag)) one.close()
        })
        .catch(() => {})
    },
    onOpen(listener) {
      if (!isSupported()) return
      const take = ({ data }: MessageEvent<unknown>) => {
        if (typeof data !== 'object' || data === null || !('open' in data)) return
        if (typeof data.open === 'string' && data.open.startsWith('/')) listener(data.open)
      }
      navigator.serviceWorker.addEventListener('message', take)
      onCleanup(() => navigator.serviceWorker.removeEventListener('message', take))
    },
  }
}
