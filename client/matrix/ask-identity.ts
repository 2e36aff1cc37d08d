import * as v from 'valibot'
import type { Credentials } from './credentials.ts'

const answer = v.object({
  master_keys: v.optional(v.record(v.string(), v.object({ keys: v.record(v.string(), v.string()) })), {}),
})

/**
 * Whether the account has an identity (Matrix, `POST /keys/query`): whoever signs in waits for the question about the
 * recovery key. So it is asked beside opening the databases and the cryptography. Rejects when the homeserver refuses.
 */
export const askIdentity = async ({
  homeserverUrl,
  accessToken,
  userId,
}: Pick<Credentials, 'homeserverUrl' | 'accessToken' | 'userId'>): Promise<boolean> => {
  const response = await fetch(`${homeserverUrl}/_matrix/client/v3/keys/query`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ device_keys: { [userId]: [] } }),
  })
  if (!response.ok) throw new Error(`keys/query was answered ${response.status}`)
  const { master_keys } = v.parse(answer, await response.json())
  return Object.keys(master_keys[userId]?.keys ?? {}).length > 0
}
