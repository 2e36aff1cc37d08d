import * as v from 'valibot'
import { isOpenByList, type ListRuling, listRulings } from '../federation-list/list.ts'
import { serverName } from '../matrix/ids.ts'
import { type BothLimits, hasRunOut, type PartnerService, partnerServices } from './limits.ts'
import type { PartnershipStatus } from './partnership.ts'

export const directions = ['to-us', 'from-us'] as const
export type Direction = (typeof directions)[number]

const partnershipReasons = ['none', 'proposed', 'active', 'suspended', 'ended'] as const
const limitReasons = ['within', 'over', 'not-ours', 'not-theirs'] as const
const permissionReasons = ['default-allows', 'default-refuses', 'default-of-partner'] as const

/** One rule, in the order in which they are asked; after the first that refuses, no other is. */
const ruled = <Rule extends string, Reasons extends readonly [string, ...string[]]>(rule: Rule, reasons: Reasons) =>
  v.object({
    rule: v.literal(rule),
    verdict: v.picklist(['allows', 'refuses', 'not-asked']),
    reason: v.picklist(reasons),
  })

export const decision = v.object({
  isAllowed: v.boolean(),
  rules: v.array(
    v.variant('rule', [
      ruled('federation-list', listRulings),
      ruled('partnership', partnershipReasons),
      ruled('limits', limitReasons),
      ruled('permission', permissionReasons),
    ]),
  ),
})
export type Decision = v.InferOutput<typeof decision>
type Ruled = Decision['rules'][number]

export type DecisionFacts = {
  list: ListRuling
  /** As it was agreed; null: nothing was. */
  status: PartnershipStatus['status'] | null
  limits: BothLimits
  now: number
  service: PartnerService
  direction: Direction
  /** Whether the default of this clinic lets people of the other one write to its own. */
  isWelcome: boolean
}

const verdict = (allows: boolean) => (allows ? 'allows' : 'refuses')

const limitReason = ({ limits, service, now }: Pick<DecisionFacts, 'limits' | 'service' | 'now'>) => {
  if (hasRunOut(limits, now)) return 'over'
  if (limits.limits && !limits.limits.services.includes(service)) return 'not-ours'
  return limits.theirLimits && !limits.theirLimits.services.includes(service) ? 'not-theirs' : 'within'
}

/** The two stages of the TI-Messenger: whether clinics exchange anything, then whom a person lets write. */
export const decide = (facts: DecisionFacts): Decision => {
  const { list, status, service, direction, isWelcome } = facts
  const limited = limitReason(facts)
  const asked: Ruled[] = [
    { rule: 'federation-list', verdict: verdict(isOpenByList(list)), reason: list },
    { rule: 'partnership', verdict: verdict(status === 'active'), reason: status ?? 'none' },
    { rule: 'limits', verdict: verdict(limited === 'within'), reason: limited },
  ]
  if (service === 'messaging')
    asked.push(
      direction === 'from-us'
        ? { rule: 'permission', verdict: 'allows', reason: 'default-of-partner' }
        : { rule: 'permission', verdict: verdict(isWelcome), reason: isWelcome ? 'default-allows' : 'default-refuses' },
    )
  const first = asked.findIndex((rule) => rule.verdict === 'refuses')
  const rules = asked.map((rule, at): Ruled => (first >= 0 && at > first ? { ...rule, verdict: 'not-asked' } : rule))
  return { isAllowed: first < 0, rules }
}

/** `POST /api/partners/decisions`, clinic admin: what would happen if. */
export const decisionInput = v.object({
  serverName,
  service: v.picklist(partnerServices),
  direction: v.picklist(directions),
})
export type DecisionInput = v.InferOutput<typeof decisionInput>
