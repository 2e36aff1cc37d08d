import { join } from 'node:path'
import { createPart, type Part } from '../../../synapse-config/node/part.ts'
import { groovyCommand } from './java.ts'

const place = (name: string) => join(import.meta.dirname, 'fhir-server', name)
/** Half a minute by itself, minutes beside others: the database is made anew each time. */
const readyTimeoutMs = 280_000

type Options = { folder: string; port: number; allowedOrigin: string }

/**
 * HAPI's FHIR server, on a database in memory: stores transactions, and takes what the definitions of R4 allow. At
 * `/sign-in` it gives a browser the cookie without which it answers nothing else.
 */
export const fhirServerPart = async ({ folder, port, allowedOrigin }: Options): Promise<Part> => {
  const [command, args] = await groovyCommand(place('serve.groovy'), place('jars.txt'))
  return createPart({
    name: 'FHIR server',
    command,
    args: [...args, String(port), allowedOrigin],
    env: {},
    cwd: folder,
    logFile: join(folder, 'fhir-server.log'),
    readyUrl: `http://127.0.0.1:${port}/sign-in`,
    readyTimeoutMs,
  })
}
