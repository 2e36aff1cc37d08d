import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../folders.ts'
import { SetupError } from '../setup-error.ts'
import { installOnce } from './install-once.ts'
import { findProgram, lastLine, runCommand } from './run-command.ts'

const requirementsFile = join(projectFolder, 'synapse-config/requirements.txt')

const versionOf = (requirements: string): string => /^matrix-synapse==(\S+)$/m.exec(requirements)?.[1] ?? 'unknown'

const fileHash = async (text: string): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
    .toString('hex')
    .slice(0, 8)

/** Python of a virtual environment with Synapse and what its module's tests need. */
export const ensureSynapse = async (say: (line: string) => void): Promise<{ python: string }> => {
  const requirements = readFileSync(requirementsFile, 'utf8')
  const version = versionOf(requirements)
  const folder = await installOnce(`synapse-${version}-${await fileHash(requirements)}`, async (environment) => {
    const python = findProgram('python3')
    if (!python) throw new SetupError('Python is missing: install python3 (3.11 or newer) with its venv module.')
    say(`Installing Synapse ${version} …`)
    const made = await runCommand(python, ['-m', 'venv', environment])
    if (made.code !== 0)
      throw new SetupError(
        `Python cannot make a virtual environment (${lastLine(made)}): install python3-venv, then try again.`,
      )
    const pip = [join(environment, 'bin/python'), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
    const installed = await runCommand(pip[0] as string, [...pip.slice(1), '-r', requirementsFile])
    if (installed.code !== 0)
      throw new SetupError(
        `Synapse could not be installed (${lastLine(installed)}): check the connection to PyPI, then try again.`,
      )
  })
  return { python: join(folder, 'bin/python') }
}
