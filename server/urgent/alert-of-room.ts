import { eventTypes } from '#shared/matrix/event-types.ts'
import { serverOf, type UserId } from '#shared/matrix/ids.ts'
import { type Alert, parseAlert } from '#shared/urgent/alert-content.ts'

type StateLike = { type: string; state_key?: string | undefined; sender: string; content: unknown }

/** The alert that a state event of our own service account carries, for one of our own people. */
export const ownAlert = (event: StateLike, serviceAccount: UserId): Alert | null => {
  if (event.type !== eventTypes.urgentAlert || event.state_key !== '' || event.sender !== serviceAccount) return null
  const alert = parseAlert(event.content)
  return alert && serverOf(alert.requester) === serverOf(serviceAccount) ? alert : null
}

/** The alert of a whole room: one that our service account has made for it. */
export const alertOfRoom = (state: readonly StateLike[], serviceAccount: UserId): Alert | null => {
  const create = state.find(({ type }) => type === eventTypes.create)
  const isUrgent = (create?.content as { type?: unknown } | undefined)?.type === eventTypes.urgentRoom
  if (!isUrgent || create?.sender !== serviceAccount) return null
  const event = state.find(({ type, state_key }) => type === eventTypes.urgentAlert && state_key === '')
  return event ? ownAlert(event, serviceAccount) : null
}
