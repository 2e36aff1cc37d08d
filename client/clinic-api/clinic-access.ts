import * as v from 'valibot'
import { type SessionInput, type SessionOutput, sessionOutput } from '#shared/auth/session.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { ApiError, readApiError } from './api-error.ts'

/** Renewed so long before it ends, for requests that are under way then. */
const renewBeforeMs = 60_000
/** However wrong this computer's clock is, a token just given counts for a while. */
const leastValidMs = 60_000
/** For questions that carry little; files take what they take. */
const answerWithinMs = 20_000

export type ClinicAccess = {
  /** Throws `ApiError` when the clinic's address is not known to us, or not open. */
  address(): Promise<string>
  /** `Bearer …`, for whoever sends requests by itself. */
  authorization(): Promise<string>
  /** With authorisation, once more with a new one on 401. Throws `ApiError` when nobody answers. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** The same for short questions, which an answer must follow soon. */
  ask(path: string, init?: RequestInit): Promise<Response>
  /** Asks for another session, which says what the person may do by now. */
  renew(): Promise<void>
  /** Goes on with another session of the same person, which the service has given out. */
  adopt(session: SessionOutput): void
}

type Parts = {
  address(): Promise<string>
  /** Who we are, in the form that this clinic takes. */
  prove(): Promise<SessionInput>
  fetch: typeof globalThis.fetch
  now(): number
  /** What it means that nobody answers at this clinic. */
  silence: ErrorCode
  onSession?(session: SessionOutput): void
}

type Opened = { token: string; validUntil: number }

/** The way to one clinic's service: asks for a session token when one is needed and keeps it in memory only. */
export const makeClinicAccess = (parts: Parts): ClinicAccess => {
  let opening: Promise<Opened> | null = null
  /** What `opening` came to. */
  let opened: Opened | null = null

  const send = async (url: string, init: RequestInit): Promise<Response> => {
    try {
      return await parts.fetch(url, init)
    } catch (error) {
      // Whoever asked has lost interest.
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      throw new ApiError(parts.silence)
    }
  }

  const openSession = async (): Promise<Opened> => {
    const address = await parts.address()
    const proof = await parts.prove().catch((error: unknown) => {
      throw error instanceof ApiError ? error : new ApiError('homeserver-unreachable')
    })
    const response = await send(`${address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(proof),
      signal: AbortSignal.timeout(answerWithinMs),
    })
    if (!response.ok) throw await readApiError(response)
    const session = v.safeParse(sessionOutput, await response.json().catch(() => null))
    if (!session.success) throw new ApiError('internal')
    return take(session.output)
  }

  const take = (session: SessionOutput): Opened => {
    parts.onSession?.(session)
    const validUntil = Math.max(session.expiresAt - renewBeforeMs, parts.now() + leastValidMs)
    return { token: session.token, validUntil }
  }

  const renew = (): Promise<Opened> => {
    const asked = openSession()
    opening = asked
    opened = null
    asked.then(
      (made) => {
        if (opening === asked) opened = made
      },
      () => {
        if (opening === asked) opening = null
      },
    )
    return asked
  }
  /** Of several that find it old, the first renews and the others wait for the same. */
  const renewFrom = (old: Opened): Promise<Opened> => (opening && opened !== old ? opening : renew())

  const current = async (): Promise<Opened> => {
    const session = await (opening ?? renew())
    return session.validUntil > parts.now() ? session : renewFrom(session)
  }

  const sendWith = async ({ token }: Opened, path: string, init: RequestInit) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    return send(`${await parts.address()}${path}`, { ...init, headers })
  }

  const fetchAuthorised = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const session = await current()
    const response = await sendWith(session, path, init)
    // A stream cannot be sent twice.
    if (response.status !== 401 || init.body instanceof ReadableStream) return response
    return sendWith(await renewFrom(session), path, init)
  }

  return {
    address: parts.address,
    authorization: async () => `Bearer ${(await current()).token}`,
    fetch: fetchAuthorised,
    renew: async () => void (await renew()),
    adopt(session) {
      opened = take(session)
      opening = Promise.resolve(opened)
    },
    ask: (path, init = {}) => {
      const timeout = AbortSignal.timeout(answerWithinMs)
      return fetchAuthorised(path, { ...init, signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout })
    },
  }
}
