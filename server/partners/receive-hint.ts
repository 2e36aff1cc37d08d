import type { Refusal } from '#shared/errors.ts'
import { isOpenByList } from '#shared/federation-list/list.ts'
import type { PartnerHint, PartnerHintOutput } from '#shared/partners/api.ts'
import { moveTheirs, type Standing, statusOf } from '#shared/partners/partnership.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import type { Context } from '../context.ts'
import { fetchListOf } from '../federation-list/fetch-list.ts'
import { ruleByList } from '../federation-list/refresh-list.ts'
import { afterMove } from './after-move.ts'
import { newMessageId } from './message-id.ts'
import type { PartnerLink } from './partner-link.ts'
import { newPartnerRow } from './partner-view.ts'
import { findPartner, listPartners, removePartner, savePartner } from './queries.ts'
import { refreshCard } from './refresh-card.ts'
import { settle } from './settle.ts'
import { statedTo, withTheirLimits } from './stated-limits.ts'

const maxOpenProposals = 50
const hintsPerMinute = 60

/** A fixed window over all senders: they name themselves, so their names cannot be counted on. */
export type HintBudget = { start: number; used: number }
export const newHintBudget = (): HintBudget => ({ start: 0, used: 0 })

const mayHear = (budget: HintBudget, now: number): boolean => {
  if (now - budget.start >= 60_000) {
    budget.start = now
    budget.used = 0
  }
  budget.used += 1
  return budget.used <= hintsPerMinute
}

/** Somebody says that a clinic's side has moved. With a clinic we chose we fetch it back there; else it is a proposal. */
export const receiveHint = async (
  context: Context,
  link: PartnerLink,
  budget: HintBudget,
  hint: PartnerHint,
): Promise<Result<PartnerHintOutput, Refusal>> => {
  if (!mayHear(budget, context.now())) return refused({ code: 'rate-limited' })
  const own = context.config.clinic.serverName
  if (hint.serverName === own) return refused({ code: 'bad-input' })
  const known = findPartner(context.db, hint.serverName)
  const isOurs = known !== null && statusOf(known).status !== 'ended' && known.isChosen
  if (!isOurs) {
    if (!isOpenByList(await ruleByList(context, fetchListOf(context), hint.serverName)))
      return refused({ code: 'partner-not-listed' })
    return takeProposal(context, hint)
  }

  const message = await link.message(hint.serverName, hint.messageId).catch(() => null)
  if (!message || message.from !== hint.serverName || message.to !== own)
    return refused({ code: 'partner-unreachable' })

  const row = findPartner(context.db, hint.serverName)
  if (!row) return refused({ code: 'race-lost' })
  const before = statusOf(row)
  const moved = withTheirLimits({ ...row, ...moveTheirs(row, message.standing) }, message.limits, context.now())
  const after = statusOf(moved)
  if (before.status !== after.status || before.by !== after.by) moved.since = context.now()
  await settle(context, () => savePartner(context.db, moved))
  await afterMove(context, before, moved)
  // It may be told that the clinic's card has changed; who asks us now waits for our answer.
  void refreshCard(context, link, hint.serverName)
  return ok({ standing: moved.ours, ...statedTo(context.db, moved) })
}

const takeProposal = (context: Context, hint: PartnerHint): Result<{ standing: Standing }, Refusal> => {
  const known = findPartner(context.db, hint.serverName)
  if (hint.standing === 'none' || hint.standing === 'ended') {
    // Taken back before anybody here answered it.
    if (known && !known.isChosen) removePartner(context.db, hint.serverName)
    return ok({ standing: 'none' })
  }
  const open = listPartners(context.db).filter((row) => statusOf(row).status === 'proposed' && !row.isChosen)
  if (!known && open.length >= maxOpenProposals) return refused({ code: 'rate-limited' })
  if (known && statusOf(known).status === 'proposed') return ok({ standing: 'none' })
  const row = known ?? newPartnerRow(hint.serverName, context.now(), newMessageId())
  savePartner(context.db, {
    ...row,
    ours: known ? 'ended' : 'none',
    theirs: 'wanted',
    isChosen: false,
    since: context.now(),
  })
  context.log.info('partnership-proposed', { partner: hint.serverName })
  return ok({ standing: 'none' })
}
