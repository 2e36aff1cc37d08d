import { ensureGoProgram } from '../../../synapse-config/node/tools/go-program.ts'

const version = '2.10.3'

export type PebbleTools = { pebble: string; names: string }

/** Let's Encrypt's certificate authority for tests, and the name service that it asks. */
export const ensurePebble = async (say: (line: string) => void): Promise<PebbleTools> => {
  const build = (program: string) =>
    ensureGoProgram({ name: program, program, module: `github.com/letsencrypt/pebble/v2/cmd/${program}`, version }, say)
  // The second one finds built what it shares with the first.
  const pebble = await build('pebble')
  return { pebble, names: await build('pebble-challtestsrv') }
}
