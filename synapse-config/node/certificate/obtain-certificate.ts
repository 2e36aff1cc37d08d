import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Fault, fault } from '../finding.ts'
import { type AcmeSettings, authorityOf } from './acme-settings.ts'
import { newKey, orderCertificate } from './authority.ts'
import { openChallenges } from './challenges.ts'
import { forgetFailures, keepFailures, readFailures } from './failures.ts'
import { certificateFolderIn, type Pair, readPair, replaceFile, writePair } from './pair.ts'
import { AcmeProblem } from './problem.ts'
import { mustWaitUntil, reasonToRenew } from './renewal.ts'
import { failureFinding, sayTime } from './words.ts'

const what = 'certificate'

/** Of one node. `host`: where the authority's question is answered; `caFile`: a private authority that is trusted, or null. */
export type CertificatePlan = {
  folder: string
  host: string
  names: readonly string[]
  settings: AcmeSettings
  caFile: string | null
}

/** Made once: by it the authority knows the node again. */
const keepAccountKey = async (folder: string): Promise<string> => {
  const file = join(certificateFolderIn(folder), 'account.pem')
  if (!existsSync(file)) replaceFile(file, await newKey())
  return readFileSync(file, 'utf8')
}

const externalKeyOf = ({ externalAccount }: AcmeSettings): string | null =>
  externalAccount === null ? null : readFileSync(externalAccount.keyFile, 'utf8').trim()

/** What the plan lacks that no authority can do without. */
export const faultInPlan = ({ settings, caFile }: CertificatePlan, terms: string | null): Fault | null => {
  const { agreesToTerms, externalAccount } = settings
  const by = authorityOf(settings)
  if (!agreesToTerms)
    return fault(
      what,
      `you have not agreed to the terms of ${by}.`,
      `Read them${terms ? ` (${terms})` : ''}, then say so: "agreesToTerms": true in tls.acme.`,
    )
  if (caFile !== null && !existsSync(caFile))
    return fault(what, `there is no ${caFile}.`, 'Put it there, or name another.')
  if (externalAccount && !existsSync(externalAccount.keyFile))
    return fault(what, `there is no ${externalAccount.keyFile}.`, `Put the key that ${by} has given you there.`)
  return null
}

export type Outcome = { kind: 'not due' | 'renewed' } | { kind: 'failed'; fault: Fault }

const order = async (plan: CertificatePlan, signal: AbortSignal) => {
  const { folder, host, names, settings, caFile } = plan
  await using challenges = await openChallenges({ host, port: settings.httpPort })
  const made = await orderCertificate(
    {
      settings,
      names,
      accountKey: await keepAccountKey(folder),
      externalKey: externalKeyOf(settings),
      caFile,
    },
    challenges,
    signal,
  )
  return { ...made, directoryUrl: settings.directoryUrl }
}

const wantedBy = ({ names, settings }: CertificatePlan) => ({ names, directoryUrl: settings.directoryUrl })

/** What it is for, and how long it lasts, is what was asked for: else each look would ask for the next one. */
const faultInPair = (pair: Pair, plan: CertificatePlan): Fault | null =>
  reasonToRenew(pair, wantedBy(plan), new Date()) === null
    ? null
    : fault(
        what,
        `what ${authorityOf(plan.settings)} has given does not serve for ${plan.names.join(' and ')} from now on.`,
        'Look at the clock of this machine; else take another authority as tls.acme.directoryUrl.',
      )

const noteFailure = (folder: string, found: Fault, error: unknown): Outcome => {
  const { list } = readFailures(folder)
  const problem = error instanceof AcmeProblem ? error : null
  keepFailures(folder, {
    list: [...list, { at: new Date(), isCounted: problem?.step === 'validation' }],
    notBefore: problem?.notBefore ?? null,
    says: found.says,
    mend: found.mend,
  })
  return { kind: 'failed', fault: found }
}

/** A node that is started again and again: null, unless the authority would refuse for that. */
const faultOfHaste = ({ folder, settings }: CertificatePlan): Fault | null => {
  const kept = readFailures(folder)
  const until = mustWaitUntil(kept, new Date())
  if (!until) return null
  return fault(
    what,
    `${authorityOf(settings)} would refuse now, after what failed before: ${kept.says}`,
    `${kept.mend} Then run this again after ${sayTime(until)}.`,
  )
}

/** Gets a certificate when there is none that serves for all names, or when it ends soon. Throws when `signal` says so. */
export const obtainCertificate = async (plan: CertificatePlan, signal: AbortSignal): Promise<Outcome> => {
  const { folder } = plan
  if (reasonToRenew(readPair(folder), wantedBy(plan), new Date()) === null) {
    forgetFailures(folder)
    return { kind: 'not due' }
  }
  const hasty = faultOfHaste(plan)
  if (hasty) return { kind: 'failed', fault: hasty }
  const hindrance = faultInPlan(plan, null)
  if (hindrance) return noteFailure(folder, hindrance, null)
  try {
    const pair = await order(plan, signal)
    const unfit = faultInPair(pair, plan)
    if (unfit) return noteFailure(folder, unfit, null)
    writePair(folder, pair)
    forgetFailures(folder)
    return { kind: 'renewed' }
  } catch (error) {
    signal.throwIfAborted()
    return noteFailure(folder, failureFinding(error, plan), error)
  }
}
