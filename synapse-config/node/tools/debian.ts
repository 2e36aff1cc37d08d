import { type CommandOutcome, findProgram, runCommand } from './run-command.ts'

/** Without this, what is installed would begin to serve at once, where Debian has a service manager. */
const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
/** Another program of ours may be at it. */
const patient = ['-o', 'DPkg::Lock::Timeout=120']

const install = async (aptGet: string, name: string): Promise<CommandOutcome> => {
  const attempt = () => runCommand(aptGet, [...patient, 'install', '-y', '--no-install-recommends', name], { env })
  const outcome = await attempt()
  if (outcome.code === 0) return outcome
  await runCommand(aptGet, ['update'], { env })
  return attempt()
}

let turn: Promise<unknown> = Promise.resolve()

/** Installs a package of Debian, one after the other; null when we may not. */
export const installFromDebian = (name: string): Promise<CommandOutcome | null> => {
  const aptGet = process.getuid?.() === 0 ? findProgram('apt-get') : null
  if (!aptGet) return Promise.resolve(null)
  const installed = turn.then(() => install(aptGet, name))
  turn = installed
  return installed
}
