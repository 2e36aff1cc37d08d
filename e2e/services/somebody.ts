import type { SessionOutput } from '#shared/auth/session.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import type { PersonPlan } from '../clinics/cast.ts'
import { askJson, type SignedIn, writeOwnProof } from '../clinics/clinic-api.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'

/** A person whom no other test knows, signed in at the own clinic. */
export type Somebody = Pick<SignedIn, 'accessToken' | 'deviceId' | 'serviceToken'> & {
  userId: UserId
  clinic: TestClinic
}

export const somebodyAt = async (clinic: TestClinic, plan: Partial<PersonPlan> = {}): Promise<Somebody> => {
  const { accessToken, deviceId, serviceToken, userId } = await clinic.signIn(await clinic.newPerson(plan))
  return { userId: userId as UserId, clinic, accessToken, deviceId, serviceToken }
}

export type OpenIdToken = { access_token: string; matrix_server_name: string; device_id?: string }

/** Proves to other clinics who somebody is. */
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

type At = Pick<TestClinic, 'reachableUrl'>

export const openSession = (at: At, token: OpenIdToken): Promise<SessionOutput> =>
  askJson<SessionOutput>(at.reachableUrl, 'POST', '/api/session', { body: token })

/** A session token at the service of any clinic. */
export const sessionAt = async (at: At, person: Somebody): Promise<string> =>
  (
    await openSession(
      at,
      await (at.reachableUrl === person.clinic.reachableUrl ? ownOpenIdTokenOf : openIdTokenOf)(person),
    )
  ).token
