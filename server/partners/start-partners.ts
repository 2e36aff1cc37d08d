import { cameToNothing } from '#shared/partners/partnership.ts'
import type { Context } from '../context.ts'
import { keepRounds } from '../rounds.ts'
import { applyPolicy, isReachableToTell } from './apply-policy.ts'
import { endTimes } from './limit-partnership.ts'
import { type PartnerLink, partnerLinkOf } from './partner-link.ts'
import { listPartners, removePartner } from './queries.ts'
import { tellPartner } from './tell-partner.ts'

const reconcileMs = 10_000
/** While the gateway has not taken the policy yet, for instance because it starts beside us. */
const retryMs = 1_000
/** The gateway closes by itself when a time runs out; this is for what else must end then. */
const endingMs = 1_000

/** Keeps the gateway at what the database says, and tells partners what they have not heard yet. */
export const startPartners = (context: Context, link: PartnerLink = partnerLinkOf(context.config)): Disposable => {
  const rounds = keepRounds(async () => {
    let isApplied = false
    try {
      await applyPolicy(context)
      isApplied = true
      for (const row of listPartners(context.db)) {
        if (cameToNothing(row) && !isReachableToTell(row, context.now())) removePartner(context.db, row.serverName)
        else if (!row.isTold && row.isChosen) await tellPartner(context, link, row.serverName)
      }
    } catch {
      context.log.info(isApplied ? 'partners-not-told' : 'policy-not-applied', {})
    }
    return isApplied ? reconcileMs : retryMs
  })

  const ending = setInterval(() => {
    endTimes(context).catch(() => context.log.error('partnership-time-failed'))
  }, endingMs)

  return {
    [Symbol.dispose]() {
      rounds[Symbol.dispose]()
      clearInterval(ending)
    },
  }
}
