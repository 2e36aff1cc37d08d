import { existsSync, readFileSync } from 'node:fs'
import { checkCertificate } from '../check-certificate.ts'
import { type Finding, fault, good, warning } from '../finding.ts'
import { authorityOf } from './acme-settings.ts'
import { readDirectory } from './authority.ts'
import { openChallenges } from './challenges.ts'
import { readFailures } from './failures.ts'
import { type CertificatePlan, faultInPlan } from './obtain-certificate.ts'
import { readPair } from './pair.ts'
import { reasonToRenew, renewalDue, usable } from './renewal.ts'
import { failureFinding } from './words.ts'

const what = 'certificate'
const dayMs = 24 * 60 * 60_000

const checkPair = (plan: CertificatePlan, isRunning: boolean, now: Date): Finding => {
  const { folder, names, settings } = plan
  const by = authorityOf(settings)
  const pair = readPair(folder)
  const reason = reasonToRenew(pair, { names, directoryUrl: settings.directoryUrl }, now)
  const found = pair && usable(pair)
  const { list, says, mend } = readFailures(folder)
  if (reason !== null && list.length > 0)
    return (isRunning && found && found.validToDate < now ? fault : warning)(
      what,
      `got by ACME, and failed last: ${says}`,
      mend,
    )
  if (!pair || !found) return good(what, `for ${names.join(' and ')}, it will be got from ${by}.`)
  if (reason !== null) return good(what, `a new one will be got from ${by}, for ${names.join(' and ')}.`)
  const { key, certificate } = pair
  const authority = plan.caFile === null ? null : readFileSync(plan.caFile, 'utf8')
  const checked = checkCertificate({ certificate, key, authority }, names[0] ?? '', now)
  if (checked.verdict === 'fault') return checked
  const daysLeft = Math.floor((found.validToDate.getTime() - now.getTime()) / dayMs)
  const renewed = renewalDue(found).toISOString().slice(0, 10)
  return good(
    what,
    `for ${names.join(' and ')}, ${daysLeft} days left. By ACME from ${by}; renewed by itself from ${renewed} on.`,
  )
}

/** The place where the authority's question is answered: free, and this account may have it. */
const checkPlace = async ({ host, names, settings }: CertificatePlan): Promise<Finding> => {
  const place = { host, port: settings.httpPort }
  try {
    await using _ = await openChallenges(place)
    return good('certificate authority', `its question can be answered at port ${place.port} of ${host}.`)
  } catch (error) {
    return failureFinding(error, { host, names, settings })
  }
}

const checkAuthority = async (plan: CertificatePlan, isNeeded: boolean): Promise<Finding> => {
  const { settings, caFile } = plan
  const by = authorityOf(settings)
  try {
    const { terms, wantsExternalAccount } = await readDirectory(settings.directoryUrl, caFile)
    const lacks = faultInPlan(plan, terms)
    if (lacks) return lacks
    return wantsExternalAccount && settings.externalAccount === null
      ? fault(
          'certificate authority',
          `${by} wants to know whose contract this is.`,
          'Have it give you kid and key for ACME (external account binding), as tls.acme.externalAccount.',
        )
      : good('certificate authority', `${by} answers.`)
  } catch (error) {
    const found = failureFinding(error, plan)
    return isNeeded ? found : warning('certificate authority', found.says, found.mend)
  }
}

/** What can be known of a certificate by ACME without asking for one. */
export const checkAcme = async (plan: CertificatePlan, isRunning: boolean, now: Date): Promise<Finding[]> => {
  // Without it nobody is trusted, and nothing can be asked.
  const lacks = plan.caFile === null || existsSync(plan.caFile) ? null : faultInPlan(plan, null)
  if (lacks) return [lacks]
  const wanted = { names: plan.names, directoryUrl: plan.settings.directoryUrl }
  const isNeeded = reasonToRenew(readPair(plan.folder), wanted, now) !== null
  return [checkPair(plan, isRunning, now), ...(await Promise.all([checkAuthority(plan, isNeeded), checkPlace(plan)]))]
}
