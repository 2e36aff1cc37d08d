import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { makePassword } from '#shared/admin/password.ts'
import { RequestRefused } from './ask-json.ts'
import { keepCertificate } from './certificate/keep-certificate.ts'
import { clinicParts } from './clinic-parts.ts'
import { keepSecrets, writeNodeFiles } from './node-files.ts'
import { certificatePlanOf, type NodePlan, planFileIn, portsOf, settingsOf } from './node-plan.ts'
import type { Part } from './part.ts'
import { type Account, registerAccount } from './register-account.ts'
import { takeFolder } from './running.ts'
import type { Tools } from './tools/ensure-tools.ts'
import { untilHealthy } from './until-healthy.ts'

export type RunningNode = {
  /** The first admin, with the password that is shown once; null when the account was made by an earlier run. */
  firstAdmin: Account | null
} & AsyncDisposable

const isTaken = (error: unknown) =>
  error instanceof RequestRefused && JSON.stringify(error.body).includes('M_USER_IN_USE')

const makeFirstAdmin = async (plan: NodePlan, secret: string): Promise<Account | null> => {
  const account = { ...plan.admin, password: makePassword(randomBytes), isAdmin: true }
  try {
    await registerAccount(`http://127.0.0.1:${portsOf(plan).homeserver}`, secret, account)
    return account
  } catch (error) {
    if (isTaken(error)) return null
    throw error
  }
}

/** coturn reads its certificate again when it is told; the gateway looks by itself. */
const takeRenewed = (turn: Part) => {
  const mark = turn.mark()
  if (mark) process.kill(mark.pid, 'SIGUSR2')
}

/**
 * Writes the node's files, keeping the secrets and data that are there, and runs its parts until it is disposed. Throws
 * a `SetupError` that says what does not start.
 */
export const openNode = async (plan: NodePlan, tools: Tools, say: (line: string) => void): Promise<RunningNode> => {
  const { folder, host, name } = plan
  const secrets = keepSecrets(folder)
  writeNodeFiles(settingsOf(plan, secrets, { hasTurn: tools.coturn !== null }))
  writeFileSync(planFileIn(folder), JSON.stringify(plan, null, 2), { mode: 0o600 })
  const running = await takeFolder(folder, say)
  const byName = clinicParts({ name, folder, host, ports: portsOf(plan) }, tools, () =>
    running.record(parts.flatMap((part) => part.mark() ?? [])),
  )
  const parts = Object.values(byName)
  const byAcme = certificatePlanOf(plan)
  let certificate: AsyncDisposable | null = null
  const stop = async () => {
    await Promise.all([...parts.map((part) => part.stop()), certificate?.[Symbol.asyncDispose]()])
    running.release()
  }
  try {
    certificate = byAcme && (await keepCertificate(byAcme, { say, onRenewed: () => takeRenewed(byName.turn) }))
    await Promise.all(parts.map((part) => part.start()))
    await untilHealthy(name, `http://${host}:${portsOf(plan).web}`)
    return { firstAdmin: await makeFirstAdmin(plan, secrets.registration), [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}
