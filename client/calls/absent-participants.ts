type FromWorker = { kind?: string; data?: { participantIdentity?: string } }

/**
 * LiveKit's encryption worker may answer about a participant who has gone meanwhile; livekit-client throws then, where
 * nobody can catch it. To be called before livekit-client listens to the worker.
 */
export const ignoreAbsent = (worker: EventTarget, isThere: (identity: string) => boolean): void => {
  worker.addEventListener('message', (event) => {
    const { kind, data } = (event as MessageEvent<FromWorker>).data
    const identity = data?.participantIdentity
    if (kind === 'enable' && identity && !isThere(identity)) event.stopImmediatePropagation()
  })
}
