import * as v from 'valibot'
import { serverName } from '../matrix/ids.ts'
import { ok, type Result, refused } from '../result.ts'

const seconds = v.pipe(v.number(), v.integer(), v.minValue(0))

/**
 * What an operator signs: who belongs to the federation. `version` and `domainList` as gematik's federation list has them,
 * the times as RFC 7519 names them, in seconds.
 */
export const federationList = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  iat: seconds,
  /** After it the list lets nobody through any more. */
  exp: seconds,
  domainList: v.pipe(
    v.array(
      v.object({
        domain: serverName,
        telematikID: v.optional(v.pipe(v.string(), v.maxLength(128))),
        isInsurance: v.optional(v.boolean(), false),
      }),
    ),
    v.maxLength(20_000),
  ),
})
export type FederationList = v.InferOutput<typeof federationList>

/** What is not taken, and why; the list that was taken before stays. */
export const listFaults = [
  'unreachable',
  'wrong-signature',
  'not-a-list',
  'older-version',
  'same-version',
  'not-yet',
  'ended',
] as const
export type ListFault = (typeof listFaults)[number]

/** What is kept of the list that is in force: enough to tell a newer one. */
export type TakenList = { version: number; contentHash: string }

/** Clocks of clinics and operator differ a little. */
const toleranceSeconds = 60

/** Whether a list whose signature is right may follow the one that was taken; a list goes forward only. */
export const mayFollow = (
  taken: TakenList | null,
  list: FederationList,
  contentHash: string,
  nowMs: number,
): Result<FederationList, ListFault> => {
  const now = nowMs / 1000
  if (list.exp <= now) return refused('ended')
  if (list.iat > now + toleranceSeconds) return refused('not-yet')
  if (taken && list.version < taken.version) return refused('older-version')
  // Two lists of one number: whoever signs has lost count, and nobody could say which of them holds.
  if (taken && list.version === taken.version && contentHash !== taken.contentHash) return refused('same-version')
  return ok(list)
}

const hourMs = 60 * 60_000
const retryMs = 5 * 60_000
const retries = 3

/** Every hour; after a failure three times after five minutes, then every hour again (as gematik's proxies do). */
export const nextRefreshMs = (failures: number): number => (failures > 0 && failures <= retries ? retryMs : hourMs)

/** What the list says about a clinic. */
export const listRulings = ['no-subscription', 'listed', 'not-listed', 'list-ended', 'no-list'] as const
export type ListRuling = (typeof listRulings)[number]

/** Without a subscription the partnership alone decides. Everything that is not certain is closed. */
export const isOpenByList = (ruling: ListRuling): boolean => ruling === 'no-subscription' || ruling === 'listed'
