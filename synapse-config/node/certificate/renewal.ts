import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { Pair } from './pair.ts'

/** When a certificate is renewed, and when that is tried again. Pure. */

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const lookEveryMs = 6 * hourMs
/** After a failure, of a node that runs. */
export const firstPauseMs = hourMs
const mostPauseMs = 12 * hourMs
/** Let’s Encrypt refuses after five failed validations of a name within an hour. */
const mostFailures = 4

export type Wanted = { names: readonly string[]; directoryUrl: string }

/** A certificate that its key belongs to; null when it cannot be used at all. */
export const usable = ({ key, certificate }: Pair): X509Certificate | null => {
  try {
    const found = new X509Certificate(certificate)
    return found.checkPrivateKey(createPrivateKey(key)) ? found : null
  } catch {
    return null
  }
}

/** With a third of its lifetime left, there is time to mend what keeps it from being renewed. */
export const renewalDue = ({ validFromDate, validToDate }: X509Certificate): Date =>
  new Date(validToDate.getTime() - (validToDate.getTime() - validFromDate.getTime()) / 3)

/** Why there has to be a new one, or null. */
export const reasonToRenew = (
  pair: Pair | null,
  { names, directoryUrl }: Wanted,
  now: Date,
): 'missing' | 'authority' | 'names' | 'ends' | null => {
  const found = pair && usable(pair)
  if (!found) return 'missing'
  // As when the authority was tried out by its test directory, which nobody trusts.
  if (pair.directoryUrl !== directoryUrl) return 'authority'
  if (!names.every((name) => found.checkHost(name))) return 'names'
  return renewalDue(found) <= now ? 'ends' : null
}

/** A try that failed. `isCounted`: the authority counts it, because it asked and was not answered as it should be. */
export type Failure = { at: Date; isCounted: boolean }

/** Failures since the last success, oldest first, and until when the authority asked to wait. */
export type Failures = { list: readonly Failure[]; notBefore: Date | null }

const latest = (...times: readonly (Date | null)[]): Date => new Date(Math.max(...times.map((time) => Number(time))))

/** A node that runs has time: each failure doubles the pause. */
export const nextTryAfter = ({ list, notBefore }: Failures): Date | null => {
  const last = list.at(-1)
  if (!last) return null
  const pause = Math.min(firstPauseMs * 2 ** (list.length - 1), mostPauseMs)
  return latest(new Date(last.at.getTime() + pause), notBefore)
}

/** Whoever starts a node may have mended something: null, unless the authority would refuse whatever was mended. */
export const mustWaitUntil = ({ list, notBefore }: Failures, now: Date): Date | null => {
  const counted = list.filter(({ isCounted }) => isCounted).slice(-mostFailures)
  const [oldest] = counted
  const limit = oldest && counted.length === mostFailures ? new Date(oldest.at.getTime() + hourMs) : null
  const until = latest(limit, notBefore)
  return until > now ? until : null
}

/** When a node that runs looks at its certificate again. */
export const nextLook = (pair: Pair | null, failures: Failures, now: Date): Date => {
  const again = nextTryAfter(failures)
  if (again) return again
  const found = pair && usable(pair)
  const due = found ? renewalDue(found) : now
  return new Date(Math.min(due.getTime(), now.getTime() + lookEveryMs))
}
