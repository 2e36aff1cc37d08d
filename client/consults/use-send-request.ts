import type { Priority } from '#shared/consults/priority.ts'
import type { ConsultRequest } from '#shared/consults/request.ts'
import { requestStructure, withStructure } from '#shared/fhir/structured.ts'
import { fitsEvent } from '#shared/matrix/event-size.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { ApiError } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { consultWords } from '../i18n/words/consults.ts'
import { useSession } from '../matrix/session-context.tsx'
import { useRefusalWords } from './consult-actions.ts'
import { useNames } from './names.ts'
import { useRequestText } from './request-text.ts'
import { ConsultNotJoined, type SendRequestOptions, sendRequest } from './send-request.ts'

type Options = Omit<SendRequestOptions, 'session' | 'content'> & {
  requestId: string
  priority: Priority
  request: ConsultRequest
}

/** Sends a request with all that other messengers and systems read of it. */
export const useSendRequest = (): ((options: Options) => Promise<RoomId>) => {
  const session = useSession()
  const requestText = useRequestText()
  return ({ requestId, priority, request, ...options }) =>
    sendRequest({
      ...options,
      session,
      content: withStructure(
        request,
        requestStructure({ task: { requestId, priority }, request }),
        requestText(request, priority),
      ),
    })
}

/** Throws `too-large` before anybody is called. */
export const checkSize = (request: ConsultRequest): void => {
  if (!fitsEvent(request)) throw new ApiError('too-large')
}

/** Who asks, as it stands in the request. */
export const useRequester = () => {
  const session = useSession()
  const names = useNames()
  return (): ConsultRequest['requester'] => ({
    name: session.displayName(),
    clinic: names.clinic(session.serverName),
  })
}

/** Why a request is not away yet; what was entered is still there. */
export const useSendFailureWords = () => {
  const w = useWords(consultWords)
  const refusalWords = useRefusalWords()
  return (thrown: unknown): { title: string; text: string } => {
    if (thrown instanceof ConsultNotJoined) return { title: w().slow, text: w().stayed }
    const { title, text } = refusalWords(thrown)
    const isSecond = thrown instanceof ApiError && thrown.details?.['choice'] === 'alternative'
    return { title: isSecond ? `${w().alternative}: ${title}` : title, text: `${text} ${w().stayed}` }
  }
}
