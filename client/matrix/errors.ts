/** What can be expected to go wrong with a session; the words for people are in `client/i18n`. Loads nothing. */

/**
 * `open-elsewhere`: another tab of this browser has the session · `signed-out`: the device is gone from this browser, as
 * after signing out in another tab · `no-storage`: this browser keeps no data for us, as in some private windows ·
 * `damaged`: what it kept cannot be opened any more, and only signing in again helps · `unsupported`: too old.
 */
export type SessionErrorCode = 'open-elsewhere' | 'signed-out' | 'no-storage' | 'damaged' | 'unsupported'

export class SessionError extends Error {
  override name = 'SessionError'
  readonly code: SessionErrorCode
  constructor(code: SessionErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}

/** The text is no recovery key, or not the one of this account. */
export class WrongRecoveryKey extends Error {
  override name = 'WrongRecoveryKey'
}

/** The account keeps nothing that a recovery key could open: only another device or starting over helps. */
export class NoRecovery extends Error {
  override name = 'NoRecovery'
}

/** The homeserver asks for the person's password, and this was not it. */
export class WrongPassword extends Error {
  override name = 'WrongPassword'
}

/** This browser has no room left for what is to be kept until it is sent. */
export class NoSpace extends Error {
  override name = 'NoSpace'
}

/** Who signs in by the hospital's provider did not say there once more that it is them. */
export class NotConfirmed extends Error {
  override name = 'NotConfirmed'
}

/** The browser, or the disk, has no room for what was to be written. */
export const isFull = (thrown: unknown): boolean =>
  thrown instanceof DOMException && thrown.name === 'QuotaExceededError'
