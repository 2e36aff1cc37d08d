import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dataFolder, projectFolder } from '../../synapse-config/node/folders.ts'
import { isTaken } from '../../synapse-config/node/running.ts'
import { SetupError } from '../../synapse-config/node/setup-error.ts'
import { readAddresses } from './clinic-files.ts'
import { prepareNode } from './prepare-node.ts'

/** Of the demo: a clinic's short name, and its folder beside the others. */
const keyPattern = /^[a-z][a-z0-9]{1,20}$/

const titled = (key: string) => `Klinikum ${key[0]?.toUpperCase()}${key.slice(1)}`

/**
 * A further clinic beside those of the demo that run, as a hospital would make it: by `npm run clinic`, with a
 * certificate and a name that this machine knows. Runs until Ctrl-C.
 */
export const addToDemo = async (key: string, say: (line: string) => void): Promise<void> => {
  if (!keyPattern.test(key))
    throw new SetupError('A clinic is added by a short name of small letters, for example ost.')
  if (!isTaken(dataFolder))
    throw new SetupError('The demo does not run: npm start first, then this beside it, in a second terminal.')
  const folder = join(dataFolder, key)
  if (readAddresses(dataFolder)[`${key}.localhost`] && !existsSync(join(folder, 'node')))
    throw new SetupError(`${key} is one of the clinics that run: take another name.`)
  const admin = { localpart: `admin.${key}`, name: `Admin ${titled(key)}` }
  const { planFile, forget } = await prepareNode({ key, name: titled(key), admin, beside: dataFolder, folder })
  const [neighbour = ''] = Object.keys(readAddresses(dataFolder))
  say(`As a hospital would: npm run clinic -- add --file ${planFile} --partner ${neighbour}\n`)
  const command = spawn(
    process.execPath,
    [join(projectFolder, 'synapse-config/node/clinic.ts'), 'add', '--file', planFile, '--partner', neighbour],
    { stdio: 'inherit' },
  )
  // Ctrl-C reaches both of us; the node is stopped in order first.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => command.kill('SIGTERM'))
  const [code] = await once(command, 'exit')
  forget()
  process.exitCode = code ?? 1
}
