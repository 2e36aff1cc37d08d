import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createPart, type Part } from '../../synapse-config/node/part.ts'

const bucket = 'case-files'

/** Of the demo's own store, on this machine. The secret is made at set-up. */
export type ObjectStore = {
  program: string
  folder: string
  port: number
  accessKeyId: string
  secretAccessKey: string
}

/** How a clinic's service is told of it. */
export const s3SettingsOf = ({ port, accessKeyId, secretAccessKey }: ObjectStore) => ({
  kind: 's3' as const,
  endpoint: `http://127.0.0.1:${port}`,
  region: 'us-east-1',
  bucket,
  prefix: '',
  pathStyle: true,
  accessKeyId,
  secretAccessKey,
})

/** A store that speaks S3, with one bucket in it, as a hospital's is. */
export const objectStorePart = (
  name: string,
  { program, folder, port, accessKeyId, secretAccessKey }: ObjectStore,
  onChange: () => void = () => {},
): Part => {
  const [objects, notes] = [join(folder, 'objects'), join(folder, 'notes')]
  for (const place of [join(objects, bucket), notes]) mkdirSync(place, { recursive: true, mode: 0o700 })
  return createPart(
    {
      name,
      command: program,
      // Not every file system keeps what it would like to note beside the files.
      args: ['--port', `127.0.0.1:${port}`, '--health', '/health', '--quiet', 'posix', '--sidecar', notes, objects],
      env: { ROOT_ACCESS_KEY: accessKeyId, ROOT_SECRET_KEY: secretAccessKey },
      cwd: folder,
      logFile: join(folder, 'store.log'),
      readyUrl: `http://127.0.0.1:${port}/health`,
    },
    onChange,
  )
}
