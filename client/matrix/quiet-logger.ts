import { type Logger, logger } from 'matrix-js-sdk/lib/logger.js'

const nothing = () => {}

/** The SDK logs ids of rooms, people and devices: a ward PC's console is no place for them. */
export const quietLogger: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  getChild: () => quietLogger,
}

/** Parts of the SDK ignore the logger they are given; theirs is a loglevel logger, which its type does not say. */
export const silenceSdk = (): void =>
  (logger as unknown as { setLevel(level: 'silent', persist: false): void }).setLevel('silent', false)
