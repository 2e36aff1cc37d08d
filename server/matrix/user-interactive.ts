import * as v from 'valibot'
import { type ConfirmationWay, confirmationWays } from '#shared/auth/confirmation.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { ServiceConfig } from '../config.ts'
import { HomeserverUnreachable, MatrixRefusal } from '../errors.ts'

/** What the homeserver says of somebody who is to show that it is them. */
export type Shown =
  | { kind: 'confirmed' }
  /** Not yet, or with a wrong password. */
  | { kind: 'asked'; id: string; ways: ConfirmationWay[] }

const stages: Record<string, ConfirmationWay> = { 'm.login.password': 'password', 'm.login.sso': 'provider' }
const challenge = v.object({ session: v.string(), flows: v.array(v.object({ stages: v.array(v.string()) })) })

/** Does nothing, and is done only for who shows that it is them (client-server API, "User-interactive authentication"). */
const path = '/_matrix/client/v3/delete_devices'
const nothing = { devices: [] }
const timeoutMs = 15_000

const wayOf = ([stage, ...others]: string[]) => (stage && others.length === 0 ? stages[stage] : undefined)

/** `token`: one that acts for the person. */
export const askAgain = async (
  { url }: Pick<ServiceConfig['homeserver'], 'url'>,
  token: string,
  userId: UserId,
  given: { id: string; password: string | null } | null,
): Promise<Shown> => {
  const auth = given && {
    session: given.id,
    ...(given.password === null
      ? {}
      : { type: 'm.login.password', identifier: { type: 'm.id.user', user: userId }, password: given.password }),
  }
  const send = async () => {
    const answer = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(auth ? { ...nothing, auth } : nothing),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { status: answer.status, body: (await answer.json().catch(() => null)) as unknown }
  }
  const { status, body } = await send().catch((cause: unknown) => {
    throw new HomeserverUnreachable('Synapse does not answer', { cause })
  })
  if (status === 200) return { kind: 'confirmed' }
  if (status >= 500) throw new HomeserverUnreachable(`Synapse answered ${status}`)
  if (status === 401) {
    const asked = v.safeParse(challenge, body)
    if (asked.success) {
      const found = asked.output.flows.map((flow) => wayOf(flow.stages))
      return { kind: 'asked', id: asked.output.session, ways: confirmationWays.filter((way) => found.includes(way)) }
    }
  }
  // So says Synapse of a wrong password.
  if (given && status === 403) return { kind: 'asked', id: given.id, ways: [] }
  throw new MatrixRefusal(status, status === 429 ? 'M_LIMIT_EXCEEDED' : 'M_UNKNOWN')
}
