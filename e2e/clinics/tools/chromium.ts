import { SetupError } from '../../../synapse-config/node/setup-error.ts'
import { installFromDebian } from '../../../synapse-config/node/tools/debian.ts'
import { findProgram, lastLine } from '../../../synapse-config/node/tools/run-command.ts'

const find = () => findProgram('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome')

/** The browser of the tests: from PATH, or from Debian when we may install it. */
export const ensureChromium = async (say: (line: string) => void): Promise<string> => {
  const found = find()
  if (found) return found
  say('Installing Chromium …')
  const outcome = await installFromDebian('chromium')
  if (!outcome) throw new SetupError('Chromium is missing, and the tests need it: install chromium, then try again.')
  const installed = find()
  if (!installed)
    throw new SetupError(`Chromium could not be installed (${lastLine(outcome)}): install chromium, then try again.`)
  return installed
}
