import { globSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../../../synapse-config/node/setup-error.ts'
import { installOnce } from '../../../synapse-config/node/tools/install-once.ts'
import { findProgram, lastLine, runCommand } from '../../../synapse-config/node/tools/run-command.ts'

const packages = ['pydicom==3.0.2', 'dicom-anonymizer==2.1.0']

/**
 * The test files of pydicom, in all transfer syntaxes and with the faults that devices make; and a Python that reads
 * them without anything of ours, with the standard's table of what has to go.
 */
export const ensureDicomFiles = async (): Promise<{ python: string; folder: string; paths: string[] }> => {
  const environment = await installOnce(`dicom-${packages.join('-')}`, async (folder) => {
    const python = findProgram('python3')
    if (!python) throw new SetupError('Python is missing: install python3 (3.11 or newer) with its venv module.')
    await runCommand(python, ['-m', 'venv', folder])
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]
    const installed = await runCommand(join(folder, 'bin/python'), pip)
    if (installed.code !== 0)
      throw new SetupError(
        `pydicom could not be installed (${lastLine(installed)}): check the connection to PyPI, then try again.`,
      )
  })
  const [folder] = globSync(join(environment, 'lib/python3*/site-packages/pydicom/data'))
  if (!folder) throw new SetupError('pydicom has come without its files.')
  const paths = globSync(join(folder, '{charset_files,palettes,test_files}/**/*'), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/README|FileInfo|\.(?:py|pyc|json|txt|dump|icc|gz|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return { python: join(environment, 'bin/python'), folder, paths }
}
