import { type Accessor, createSignal, type Setter } from 'solid-js'
import type { Session } from '../matrix/types.ts'
import type { RequestStep } from './send-request.ts'

/** A request on its way, and the view that sends it. */
export type RequestSending = { view: symbol; step: RequestStep }

const sendingOf = new WeakMap<Session, [Accessor<RequestSending | null>, Setter<RequestSending | null>]>()

/**
 * Shared by all views of one session: whoever leaves the form while it sends must not change and send the same draft
 * once more, which would put what is meant for one department into the consult of another.
 */
export const requestSending = (session: Session): [Accessor<RequestSending | null>, Setter<RequestSending | null>] => {
  const known = sendingOf.get(session)
  if (known) return known
  const fresh = createSignal<RequestSending | null>(null)
  sendingOf.set(session, fresh)
  return fresh
}
