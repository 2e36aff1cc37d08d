import { buildClient } from '../build-client.ts'
import { ensureCoturn } from './coturn.ts'
import { ensureLivekit } from './livekit.ts'
import { ensureSynapse } from './synapse.ts'

/** Paths of the programs that a node runs; on a machine without coturn, none relays. */
export type Tools = { python: string; livekit: string; coturn: string | null }

/** Installs what is not there, and builds the client. Throws a `SetupError` that says what is missing. */
export const ensureTools = async (say: (line: string) => void): Promise<Tools> => {
  const [{ python }, livekit, coturn] = await Promise.all([
    ensureSynapse(say),
    ensureLivekit(say),
    ensureCoturn(say),
    buildClient(say),
  ])
  return { python, livekit, coturn }
}
