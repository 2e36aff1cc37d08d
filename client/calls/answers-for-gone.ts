type Answer = { kind: string; data?: { participantIdentity?: string | undefined } }

/**
 * livekit-client throws when its encryption worker answers for somebody who has left meanwhile. To be called once the
 * room listens to the worker.
 */
export const dropAnswersForGone = (
  worker: Pick<Worker, 'onmessage'>,
  room: { getParticipantByIdentity(identity: string): unknown },
): void => {
  const hear = worker.onmessage
  worker.onmessage = function (event: MessageEvent<Answer>) {
    const { kind, data } = event.data
    const identity = data?.participantIdentity
    if (kind === 'enable' && identity && !room.getParticipantByIdentity(identity)) return
    hear?.call(this as Worker, event)
  }
}
