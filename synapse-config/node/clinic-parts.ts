import { join } from 'node:path'
import type { Ports } from '../render.ts'
import { projectFolder } from './folders.ts'
import { authoritiesFileIn } from './node-files.ts'
import { createPart, type Part } from './part.ts'
import type { Tools } from './tools/ensure-tools.ts'

export const partNames = ['turn', 'livekit', 'homeserver', 'gateway', 'service', 'file-store'] as const
export type PartName = (typeof partNames)[number]

/** A clinic whose files lie in a folder has no store to start; on a machine without coturn, none relays. */
const noPart = (name: string): Part => ({
  name,
  async start() {},
  async stop() {},
  async kill() {},
  crash() {},
  mark: () => null,
})

/** The server programs of one node. `folder`: what `writeNodeFiles` has written; `fileStore`: a store on the node. */
export const clinicParts = (
  { name: clinic, folder, host, ports }: { name: string; folder: string; host: string; ports: Ports },
  tools: Tools,
  onChange: () => void,
  fileStore: Part | null = null,
): Record<PartName, Part> => {
  const at = (port: number, path: string) => `http://127.0.0.1:${port}${path}`
  const part = (name: PartName, command: string, args: string[], env: Record<string, string>, readyUrl: string) =>
    createPart(
      {
        name: `${clinic}: ${name}`,
        command,
        args,
        env,
        cwd: projectFolder,
        logFile: join(folder, `${name}.log`),
        readyUrl,
      },
      onChange,
    )
  const node = (script: string) => [join(projectFolder, script)]
  return {
    'file-store': fileStore ?? noPart(`${clinic}: file store`),
    turn: tools.coturn
      ? part('turn', tools.coturn, ['-c', join(folder, 'turnserver.conf')], {}, `tcp://${host}:${ports.turn}`)
      : noPart(`${clinic}: turn`),
    livekit: part('livekit', tools.livekit, ['--config', join(folder, 'livekit.yaml')], {}, at(ports.livekit, '/')),
    homeserver: part(
      'homeserver',
      tools.python,
      ['-m', 'synapse.app.homeserver', '-c', join(folder, 'homeserver.yaml')],
      {
        PYTHONPATH: join(projectFolder, 'synapse-config/module'),
        PYTHONUNBUFFERED: '1',
        SYNAPSE_CACHE_FACTOR: '1',
        // Its own setting for a private authority would be instead of the public ones, and for federation alone.
        SSL_CERT_FILE: authoritiesFileIn(folder),
      },
      at(ports.homeserver, '/_matrix/client/versions'),
    ),
    gateway: part(
      'gateway',
      process.execPath,
      node('server/gateway/main.ts'),
      { CONSILIUM_CONFIG: join(folder, 'gateway.json') },
      at(ports.control, '/health'),
    ),
    service: part(
      'service',
      process.execPath,
      node('server/main.ts'),
      { CONSILIUM_CONFIG: join(folder, 'service.json') },
      at(ports.service, '/api/clinic'),
    ),
  }
}
