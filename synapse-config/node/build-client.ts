import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { clientFolder, projectFolder } from './folders.ts'
import { SetupError } from './setup-error.ts'
import { runCommand } from './tools/run-command.ts'

const stampFile = join(clientFolder, '.built-from')

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(clientFolder))
    .sort()

/** Changes whenever the client that a build gives would be another one. */
const sourcesHash = (): string => {
  const hash = createHash('sha256')
  const files = ['client', 'shared'].flatMap((folder) => filesBelow(join(projectFolder, folder)))
  for (const path of [...files, join(projectFolder, 'vite.config.ts'), join(projectFolder, 'package-lock.json')])
    hash.update(relative(projectFolder, path)).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

/** The built client is there and belongs to the sources; builds it only when it does not. */
export const buildClient = async (say: (line: string) => void): Promise<void> => {
  const hash = sourcesHash()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return
  say('Building the web client …')
  const vite = join(projectFolder, 'node_modules/vite/bin/vite.js')
  const built = await runCommand(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: projectFolder })
  if (built.code !== 0) throw new SetupError(`The web client could not be built:\n${built.output.trim()}`)
  mkdirSync(clientFolder, { recursive: true })
  writeFileSync(stampFile, hash)
}
