import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from '../setup-error.ts'
import { installOnce } from './install-once.ts'
import { findProgram, lastLine, runCommand } from './run-command.ts'

/** Later ones cannot be built from the Go proxy. */
const version = '1.13.5'
const program = 'livekit-server'

/** LiveKit's server: the one in PATH, or else built with Go. */
export const ensureLivekit = async (say: (line: string) => void): Promise<{ livekit: string }> => {
  const found = findProgram(program)
  if (found) return { livekit: found }
  const folder = await installOnce(`livekit-${version}`, async (place) => {
    const go = findProgram('go')
    if (!go)
      throw new SetupError(`LiveKit is missing: install ${program} ${version}, or Go 1.24 or newer to build it with.`)
    say(`Building LiveKit ${version} (one to two minutes) …`)
    const built = await runCommand(go, ['install', `github.com/livekit/livekit-server/cmd/server@v${version}`], {
      env: { ...process.env, GOBIN: place, GOFLAGS: '-trimpath' },
    })
    if (built.code !== 0)
      throw new SetupError(
        `LiveKit could not be built (${lastLine(built)}): check the connection to the Go proxy, then try again.`,
      )
    renameSync(join(place, 'server'), join(place, program))
  })
  return { livekit: join(folder, program) }
}
