import { SetupError } from '../setup-error.ts'
import { findProgram, lastLine, runCommand } from './run-command.ts'

const find = () => findProgram('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome')
const install = ['install', '-y', '--no-install-recommends', 'chromium']

/** The browser of the tests: from PATH, or from Debian when we may install it. */
export const ensureChromium = async (say: (line: string) => void): Promise<string> => {
  const found = find()
  if (found) return found
  const aptGet = process.getuid?.() === 0 ? findProgram('apt-get') : null
  if (!aptGet) throw new SetupError('Chromium is missing, and the tests need it: install chromium, then try again.')
  say('Installing Chromium …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  let outcome = await runCommand(aptGet, install, { env })
  if (outcome.code !== 0) {
    await runCommand(aptGet, ['update'], { env })
    outcome = await runCommand(aptGet, install, { env })
  }
  const installed = find()
  if (!installed)
    throw new SetupError(`Chromium could not be installed (${lastLine(outcome)}): install chromium, then try again.`)
  return installed
}
