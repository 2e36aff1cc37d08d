import type { AuthDict } from 'matrix-js-sdk'
import { WrongPassword } from './errors.ts'

/** Where somebody is asked who has no password; `look`: waits a moment, and throws when it has waited long enough. */
export type AskElsewhere = { ask(session: string): void; look(): Promise<void> }
type Challenge = { session?: string; flows: { stages: string[] }[] }

const passwordStage = 'm.login.password'
const providerStage = 'm.login.sso'

const offers = ({ flows }: Challenge, stage: string): boolean =>
  flows.some(({ stages }) => stages.length === 1 && stages[0] === stage)

const dataOf = (error: unknown): Record<string, unknown> =>
  typeof error === 'object' && error !== null && 'data' in error ? (error.data as Record<string, unknown>) : {}

const isUnauthorized = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'httpStatus' in error && error.httpStatus === 401

/** What the homeserver wants before it does this; null when it refused for another reason. */
const challengeOf = (error: unknown): Challenge | null => {
  const { session, flows } = dataOf(error)
  if (!isUnauthorized(error) || !Array.isArray(flows)) return null
  return typeof session === 'string' ? { session, flows } : { flows }
}

/** Only the homeserver knows when they have said elsewhere that it is them. */
const untilConfirmed = async <T>(request: () => Promise<T>, { look }: AskElsewhere): Promise<T> => {
  for (;;) {
    await look()
    try {
      return await request()
    } catch (error) {
      if (!isUnauthorized(error)) throw error
    }
  }
}

/**
 * User-interactive authentication (Matrix client-server API) by the account's password, which is sent only when the
 * homeserver asks for it. Who signs in by the hospital's provider, and has typed none, is asked there (`elsewhere`).
 */
export const askPassword =
  (userId: string, password: string | undefined, elsewhere?: AskElsewhere) =>
  async <T>(makeRequest: (auth: AuthDict | null) => Promise<T>): Promise<T> => {
    let challenge: Challenge | null
    try {
      return await makeRequest(null)
    } catch (error) {
      challenge = challengeOf(error)
      if (!challenge) throw error
      const { session } = challenge
      if (!password && session && elsewhere && offers(challenge, providerStage)) {
        elsewhere.ask(session)
        return untilConfirmed(() => makeRequest({ session }), elsewhere)
      }
      if (!offers(challenge, passwordStage)) throw error
    }
    if (!password) throw new WrongPassword()
    try {
      return await makeRequest({
        type: passwordStage,
        identifier: { type: 'm.id.user', user: userId },
        password,
        ...(challenge.session ? { session: challenge.session } : {}),
      })
    } catch (error) {
      if (isUnauthorized(error) || dataOf(error)['errcode'] === 'M_FORBIDDEN')
        throw new WrongPassword(undefined, { cause: error })
      throw error
    }
  }
