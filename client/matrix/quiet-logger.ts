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

/** What its type does not say: the SDK's own logger is one of loglevel, and its children take over how it writes. */
type RootLogger = { methodFactory: () => typeof nothing; rebuild(): void }

/** For the parts of the SDK that ignore the logger which the client is given. */
export const silenceSdk = (): void => {
  const root = logger as unknown as RootLogger
  root.methodFactory = () => nothing
  root.rebuild()
}
