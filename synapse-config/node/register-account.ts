import { createHmac } from 'node:crypto'
import { askJson } from './ask-json.ts'

export type Account = { localpart: string; password: string; name: string; isAdmin: boolean }

/** Synapse admin API, "Shared-Secret Registration". Throws `RequestRefused`, of a name that is taken with M_USER_IN_USE. */
export const registerAccount = async (homeserver: string, secret: string, account: Account): Promise<void> => {
  const path = '/_synapse/admin/v1/register'
  const { nonce } = await askJson<{ nonce: string }>(homeserver, 'GET', path)
  const mac = createHmac('sha1', secret)
    .update([nonce, account.localpart, account.password, account.isAdmin ? 'admin' : 'notadmin'].join('\0'))
    .digest('hex')
  await askJson(homeserver, 'POST', path, {
    body: {
      nonce,
      username: account.localpart,
      displayname: account.name,
      password: account.password,
      admin: account.isAdmin,
      mac,
      // Otherwise it also makes a device, which its owner would find beside their own and not know.
      inhibit_login: true,
    },
  })
}
