import type { PushMessage } from '#shared/notifications/api.ts'

/** From `from` to `to`, as `HH:MM` of the day; over midnight when `from` is later. */
export type QuietHours = { from: string; to: string }
type Words = { title: string; body: string }
export type Alert = 'urgent' | 'asap' | 'stat'

/** What a page leaves for the service worker, which knows neither the person nor their language. */
export type NotificationSettings = {
  quiet: QuietHours | null
  /** Unix time in ms until which the person does not want to be disturbed. */
  silentUntil: number | null
  words: { message: Words; alerts: Record<Alert, Words> }
}

type Shown = { title: string; options: NotificationOptions & { renotify?: boolean; vibrate?: number[] } }
type NotificationData = { roomId: string | null; priority: Alert | null }

/** Least urgent first. */
const alerts: readonly Alert[] = ['urgent', 'asap', 'stat']
const plain: Words = { title: 'Consilium', body: '' }
const vibration: Record<Alert, number[]> = {
  urgent: [300],
  asap: [300, 150, 300],
  stat: [500, 150, 500, 150, 500],
}

const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** `now` in local time. */
export const isQuietAt = (quiet: QuietHours | null, now: Date): boolean => {
  if (!quiet) return false
  const [at, from, to] = [now.getHours() * 60 + now.getMinutes(), minutesOf(quiet.from), minutesOf(quiet.to)]
  return from <= to ? from <= at && at < to : at >= from || at < to
}

export const alertOf = (priority: unknown): Alert | null => alerts.find((alert) => alert === priority) ?? null

/** Of the same room, one that was shown before. */
export const alertIn = (data: unknown): Alert | null =>
  typeof data === 'object' && data !== null && 'priority' in data ? alertOf(data.priority) : null

/**
 * What is shown for a message: no words of anybody, one per room. An alert passes quiet hours, and stays when something
 * less urgent comes from its room.
 */
export const notificationOf = (
  message: PushMessage,
  settings: NotificationSettings | null,
  before: Alert | null,
  now: Date,
): Shown => {
  const came = alertOf(message.priority)
  const alert = alerts.findLast((one) => one === came || one === before) ?? null
  const isQuiet =
    message.isSilent === true || isQuietAt(settings?.quiet ?? null, now) || (settings?.silentUntil ?? 0) > now.getTime()
  const isSilent = came === null && (isQuiet || before !== null)
  const words = (alert ? settings?.words.alerts[alert] : settings?.words.message) ?? plain
  const data: NotificationData = { roomId: message.roomId, priority: alert }
  return {
    title: words.title,
    options: {
      body: words.body,
      tag: message.roomId ?? 'consilium',
      icon: '/icon-192.png',
      data,
      silent: isSilent,
      renotify: !isSilent,
      requireInteraction: alert !== null,
      ...(came ? { vibrate: vibration[came] } : {}),
    },
  }
}
