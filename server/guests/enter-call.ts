import { randomBytes } from 'node:crypto'
import type * as v from 'valibot'
import type { SecretLink } from '#shared/auth/secret-link.ts'
import { type enterOutput, guestAccountOf } from '#shared/calls/guests.ts'
import type { Refusal } from '#shared/errors.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import { isSecretOf } from '../auth/secret-hash.ts'
import type { Context } from '../context.ts'
import { findLink, useLink } from './queries.ts'
import { viewOf } from './view-of.ts'

type Parts = Pick<Context, 'config' | 'db' | 'homeserver' | 'now'>

/**
 * Whoever has the secret of a link gets an account for its call, which is in no room before a host lets it in. Used up
 * before the account is made: whoever fails halfway needs a new link, and no link is ever good for two.
 */
export const enterCall = async (
  { config, db, homeserver, now }: Parts,
  { id, secret }: SecretLink,
): Promise<Result<v.InferOutput<typeof enterOutput>, Refusal>> => {
  const link = findLink(db, id)
  const isOpen = link && viewOf(link, now()).status === 'open'
  if (!link || !isSecretOf(link.secretHash, 'guest', secret) || !isOpen) {
    if (link)
      recordAccess(db, now(), { action: 'guest-entered', outcome: 'refused', details: { who: null, room: link.room } })
    return refused({ code: 'link-over' })
  }

  const guest = guestAccountOf(randomBytes(10).toString('hex'), config.clinic.serverName)
  const isFirst = db.transaction((tx) => {
    if (!useLink(tx, id, guest)) return false
    recordAccess(tx, now(), {
      action: 'guest-entered',
      details: { who: guest, whom: link.madeBy, room: link.room },
    })
    return true
  })
  if (!isFirst) return refused({ code: 'link-over' })

  const { deviceId, accessToken } = await homeserver.register(guest)
  return ok({ userId: guest, deviceId, accessToken, room: link.room })
}
