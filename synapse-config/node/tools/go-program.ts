import { renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { SetupError } from '../setup-error.ts'
import { installOnce } from './install-once.ts'
import { findProgram, lastLine, runCommand } from './run-command.ts'

type GoProgram = { name: string; program: string; module: string; version: string }

/** A program that is in PATH, or else built with Go once. */
export const ensureGoProgram = async (
  { name, program, module, version }: GoProgram,
  say: (line: string) => void,
): Promise<string> => {
  const found = findProgram(program)
  if (found) return found
  const folder = await installOnce(`${program.replace(/-server$/, '')}-${version}`, async (place) => {
    const go = findProgram('go')
    if (!go) throw new SetupError(`${name} is missing: install ${program} ${version}, or Go to build it with.`)
    say(`Building ${name} ${version} (one to two minutes) …`)
    const built = await runCommand(go, ['install', `${module}@v${version}`], {
      env: { ...process.env, GOBIN: place, GOFLAGS: '-trimpath' },
    })
    if (built.code !== 0)
      throw new SetupError(
        `${name} could not be built (${lastLine(built)}): check the connection to the Go proxy, then try again.`,
      )
    renameSync(join(place, basename(module)), join(place, program))
  })
  return join(folder, program)
}
