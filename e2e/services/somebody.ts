import type { ConfirmationOutput } from '#shared/auth/confirmation.ts'
import type { IntroductionOutput, SessionInput, SessionOutput } from '#shared/auth/session.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import type { PersonPlan } from '../clinics/cast.ts'
import { type SignedIn, writeOwnProof } from '../clinics/clinic-api.ts'
import type { DemoPerson } from '../clinics/people.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'

/** A person whom no other test knows, signed in at the own clinic. */
export type Somebody = Pick<SignedIn, 'accessToken' | 'deviceId' | 'serviceToken'> & {
  userId: UserId
  /** Null: of one who comes in by none. */
  password: string | null
  clinic: TestClinic
}

export const signedIn = async (clinic: TestClinic, person: DemoPerson): Promise<Somebody> => {
  const { accessToken, deviceId, serviceToken, userId } = await clinic.signIn(person)
  return { userId: userId as UserId, password: person.password, clinic, accessToken, deviceId, serviceToken }
}

export const somebodyAt = async (clinic: TestClinic, plan: Partial<PersonPlan> = {}): Promise<Somebody> =>
  signedIn(clinic, await clinic.newPerson(plan))

/** Who has said once more that it is them, by their password: what is grave is done for nobody else. */
export const confirmed = async (person: Somebody): Promise<Somebody> => {
  const ask = <T>(path: string, body: unknown) =>
    askJson<T>(person.clinic.reachableUrl, 'POST', `/api/session/confirmations${path}`, {
      body,
      token: person.serviceToken,
    })
  const { id } = await ask<ConfirmationOutput>('', {})
  const { token } = await ask<SessionOutput>('/complete', { id, password: person.password })
  return { ...person, serviceToken: token }
}

export type OpenIdToken = { access_token: string; matrix_server_name: string; device_id?: string }

/** Proves to whoever is shown it who somebody is, as MatrixRTC wants it. */
export const openIdTokenOf = async ({ clinic, userId, accessToken }: Somebody): Promise<OpenIdToken> => {
  const path = `/_matrix/client/v3/user/${encodeURIComponent(userId)}/openid/request_token`
  const { access_token, matrix_server_name } = await askJson<OpenIdToken>(clinic.reachableUrl, 'POST', path, {
    body: {},
    token: accessToken,
  })
  return { access_token, matrix_server_name }
}

/** Proves it to the own clinic. */
export const ownOpenIdTokenOf = async (person: Somebody): Promise<OpenIdToken> => {
  const token = await openIdTokenOf(person)
  await writeOwnProof(person.clinic.reachableUrl, person, token.access_token)
  return { ...token, device_id: person.deviceId }
}

type At = Pick<TestClinic, 'reachableUrl' | 'serverName'>

export const openSession = (at: At, proof: SessionInput | OpenIdToken): Promise<SessionOutput> =>
  askJson<SessionOutput>(at.reachableUrl, 'POST', '/api/session', { body: proof })

/** By the own clinic's service, to one other. */
export const introductionOf = ({ clinic, serviceToken }: Somebody, audience: string): Promise<IntroductionOutput> =>
  askJson<IntroductionOutput>(clinic.reachableUrl, 'POST', '/api/session/introductions', {
    body: { audience },
    token: serviceToken,
  })

/** A session token at the service of any clinic. */
export const sessionAt = async (at: At, person: Somebody): Promise<string> => {
  const isOwn = at.serverName === person.clinic.serverName
  const proof = await (isOwn ? ownOpenIdTokenOf(person) : introductionOf(person, at.serverName))
  return (await openSession(at, proof)).token
}
