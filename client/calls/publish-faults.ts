import { ConnectionError, NegotiationError, PublishTrackError, UnexpectedConnectionState } from 'livekit-client'

const forbidden = 403

/** It is the line that failed and not the device: what was to be sent is sent once the line holds. */
export const isOfTheLine = (error: unknown): boolean =>
  error instanceof ConnectionError ||
  error instanceof NegotiationError ||
  error instanceof UnexpectedConnectionState ||
  (error instanceof PublishTrackError && error.status !== forbidden)
