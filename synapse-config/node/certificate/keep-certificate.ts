import { setTimeout as sleep } from 'node:timers/promises'
import { type Fault, linesOf } from '../finding.ts'
import { SetupError } from '../setup-error.ts'
import { readFailures } from './failures.ts'
import { type CertificatePlan, type Outcome, obtainCertificate } from './obtain-certificate.ts'
import { readPair } from './pair.ts'
import { firstPauseMs, nextLook, usable } from './renewal.ts'
import { failureFinding, sayTime } from './words.ts'

type Tell = { say: (line: string) => void; onRenewed: () => void }

const shortestPauseMs = 1_000

const stateOf = (folder: string) => ({ pair: readPair(folder), failures: readFailures(folder) })

const sayFailure = (folder: string, found: Fault, say: Tell['say']) => {
  const { pair, failures } = stateOf(folder)
  const ends = pair && usable(pair)?.validToDate
  for (const line of linesOf(found)) say(line)
  if (ends)
    say(
      `    The node goes on with the one until ${sayTime(ends)}; next try: ${sayTime(nextLook(pair, failures, new Date()))}.`,
    )
}

/** Whatever goes wrong in it, such as a disk without room, is a failure too: the node runs on. */
const look = (plan: CertificatePlan, signal: AbortSignal): Promise<Outcome> =>
  obtainCertificate(plan, signal).catch((error: unknown) => {
    signal.throwIfAborted()
    return { kind: 'failed', fault: failureFinding(error, plan) }
  })

const watch = async (plan: CertificatePlan, { say, onRenewed }: Tell, signal: AbortSignal): Promise<void> => {
  let leastPauseMs = shortestPauseMs
  while (!signal.aborted) {
    const { pair, failures } = stateOf(plan.folder)
    const pause = nextLook(pair, failures, new Date()).getTime() - Date.now()
    await sleep(Math.max(pause, leastPauseMs), undefined, { signal })
    const outcome = await look(plan, signal)
    // Also when failures cannot be written down.
    leastPauseMs = outcome.kind === 'failed' ? firstPauseMs : shortestPauseMs
    if (outcome.kind === 'failed') sayFailure(plan.folder, outcome.fault, say)
    if (outcome.kind !== 'renewed') continue
    say(`✓ certificate: renewed for ${plan.names.join(' and ')}.`)
    onRenewed()
  }
}

/**
 * A node's certificate by ACME: there when this resolves, and renewed until it is disposed. What fails is said and tried
 * again; the one that is there stays meanwhile. Throws a `SetupError` when there is none to begin with.
 */
export const keepCertificate = async (plan: CertificatePlan, tell: Tell): Promise<AsyncDisposable> => {
  const stopping = new AbortController()
  const { signal } = stopping
  const outcome = await look(plan, signal)
  if (outcome.kind === 'renewed') tell.say(`✓ certificate: got for ${plan.names.join(' and ')}.`)
  if (outcome.kind === 'failed') {
    const pair = readPair(plan.folder)
    if (!pair || !usable(pair)) throw new SetupError(linesOf(outcome.fault).join('\n'))
    sayFailure(plan.folder, outcome.fault, tell.say)
  }
  const watching = watch(plan, tell, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await watching
    },
  }
}
