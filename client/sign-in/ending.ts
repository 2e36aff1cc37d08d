import { guestPath } from '#shared/calls/guests.ts'

/** How a session in this browser came to its end. */
export const endings = ['left', 'left-only-here', 'signed-out', 'guest-over', 'guest-not-let-in'] as const
export type Ending = (typeof endings)[number]

const key = 'consilium.ending'

/** Loads the page anew, so that nothing of the session stays in memory; the sign-in page says what happened. */
export const leave = (ending: Ending): void => {
  try {
    sessionStorage.setItem(key, ending)
  } catch {
    // Then the sign-in page says nothing.
  }
  location.replace(ending.startsWith('guest-') ? guestPath : '/')
}

/** Once. */
export const takeEnding = (): Ending | null => {
  try {
    const found = endings.find((ending) => ending === sessionStorage.getItem(key))
    sessionStorage.removeItem(key)
    return found ?? null
  } catch {
    return null
  }
}
