import { ensureGoProgram } from './go-program.ts'

/** LiveKit's server. Later versions cannot be built from the Go proxy. */
export const ensureLivekit = (say: (line: string) => void): Promise<string> =>
  ensureGoProgram(
    {
      name: 'LiveKit',
      program: 'livekit-server',
      module: 'github.com/livekit/livekit-server/cmd/server',
      version: '1.13.5',
    },
    say,
  )
