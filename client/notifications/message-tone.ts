import type { QuietHours } from '../workers/notification-of.ts'
import type { NotificationState } from './notification-state.ts'

/** `HH:MM`, in local time. */
const clockOf = (now: Date): string =>
  [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')

/** As `isQuietAt` of the service worker, which shares no module with a page; a test holds both alike. */
export const isQuietNow = (quiet: QuietHours | null, now: Date): boolean => {
  if (!quiet) return false
  const [at, { from, to }] = [clockOf(now), quiet]
  return from <= to ? from <= at && at < to : at >= from || at < to
}

type Around = {
  isWanted: boolean
  /** Somebody works in the page, or it can be seen at least. */
  isFocused: boolean
  isVisible: boolean
  state: NotificationState
  isQuiet: boolean
}

/** Whether the page itself says that a message came: not while somebody works in it, nor when a notification says it. */
export const wantsTone = ({ isWanted, isFocused, isVisible, state, isQuiet }: Around): boolean => {
  const isNotified = !isVisible && (state === 'on' || state === 'while-open')
  return isWanted && !isQuiet && !isFocused && !isNotified
}
