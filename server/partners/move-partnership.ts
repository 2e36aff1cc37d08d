import type { Refusal } from '#shared/errors.ts'
import { isOpenByList } from '#shared/federation-list/list.ts'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import type { Partner, PartnerTransitionInput } from '#shared/partners/api.ts'
import { mayMove, moveOurs, type Partnership, statusOf, unknownPartnership } from '#shared/partners/partnership.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context } from '../context.ts'
import { type Database, transaction } from '../db/open-database.ts'
import { fetchListOf } from '../federation-list/fetch-list.ts'
import { ruleByList } from '../federation-list/refresh-list.ts'
import { afterMove } from './after-move.ts'
import { lookUp, type PartnerIdentity } from './look-up-partner.ts'
import { newMessageId } from './message-id.ts'
import type { PartnerLink } from './partner-link.ts'
import { newPartnerRow, partnerView } from './partner-view.ts'
import { findPartner, type PartnerRow, savePartner } from './queries.ts'
import { tellPartner } from './tell-partner.ts'

const isNew = (partnership: Partnership) => {
  const { status } = statusOf(partnership)
  return status === 'proposed' || status === 'ended'
}

/** What nobody had accepted is not ended. */
const endingOf = (before: Partnership): 'ended' | 'declined' | 'withdrawn' => {
  const { status, by } = statusOf(before)
  if (status !== 'proposed') return 'ended'
  return by === 'them' ? 'declined' : 'withdrawn'
}

const recordMove = (
  tx: Database,
  at: number,
  partner: ServerName,
  code: PartnerTransitionInput['to'] | 'declined' | 'withdrawn',
  who: UserId,
): void => recordAccess(tx, at, { action: 'partner-changed', details: { who, role: 'admin', partner, code } })

/** Our admin proposes, accepts, declines, suspends, resumes or ends: our own side moves, whatever the other does. */
export const movePartnership = async (
  context: Context,
  link: PartnerLink,
  server: ServerName,
  { to, keyFingerprint }: PartnerTransitionInput,
  by: UserId,
): Promise<Result<Partner, Refusal>> => {
  const known = findPartner(context.db, server)
  if (!known && to !== 'active') return refused({ code: 'partner-unknown' })
  const before = known ?? unknownPartnership
  if (!mayMove(before, to))
    return refused({ code: 'illegal-transition', details: { from: statusOf(before).status, to } })

  let identity: PartnerIdentity | null = null
  if (to === 'active' && isNew(before)) {
    if (!isOpenByList(await ruleByList(context, fetchListOf(context), server)))
      return refused({ code: 'partner-not-listed', details: { server } })
    const found = await lookUp(context, link, server)
    if (!found.ok) return found
    identity = found.value
    if (keyFingerprint !== undefined && keyFingerprint !== identity.keyFingerprint)
      return refused({ code: 'illegal-transition', details: { reason: 'other-keys' } })
  }

  const row = findPartner(context.db, server) ?? newPartnerRow(server, context.now(), newMessageId())
  // A proposal of theirs is a stranger's word until they answer ours; then both become active together.
  const moved = moveOurs(identity ? { ours: before.ours, theirs: 'none' } : row, to)
  if (!moved.ok) return refused({ code: moved.error })
  const next: PartnerRow = {
    ...row,
    ...(identity ? { ...identity, changed: null } : {}),
    ...moved.value,
    isChosen: true,
    messageId: newMessageId(),
    isTold: false,
    since: context.now(),
    // What was agreed ends with it; a new partnership begins anew.
    ...(to === 'ended' ? { limits: null, theirLimits: null, isOver: false } : {}),
  }
  transaction(context.db, (tx) => {
    savePartner(tx, next)
    recordMove(tx, context.now(), server, to === 'ended' ? endingOf(before) : to, by)
  })

  await afterMove(context, statusOf(before), next)
  await tellPartner(context, link, server)
  return ok(partnerView(context.db, findPartner(context.db, server) ?? next))
}
