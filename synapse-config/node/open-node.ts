import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { makePassword } from '#shared/admin/password.ts'
import { RequestRefused } from './ask-json.ts'
import { clinicParts } from './clinic-parts.ts'
import { keepSecrets, writeNodeFiles } from './node-files.ts'
import { type NodePlan, planFileIn, portsOf, settingsOf } from './node-plan.ts'
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
  const parts = Object.values(
    clinicParts({ name, folder, host, ports: portsOf(plan) }, tools, () =>
      running.record(parts.flatMap((part) => part.mark() ?? [])),
    ),
  )
  const stop = async () => {
    await Promise.all(parts.map((part) => part.stop()))
    running.release()
  }
  try {
    await Promise.all(parts.map((part) => part.start()))
    await untilHealthy(name, `http://${host}:${portsOf(plan).web}`)
    return { firstAdmin: await makeFirstAdmin(plan, secrets.registration), [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}
