import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Configstore, FileStore } from '@tus/file-store'
import { Server, Upload } from '@tus/server'
import { uploadsPath } from '#shared/case-files/api.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { Context } from '../context.ts'
import { errorBodyOf, refusalOf } from '../errors.ts'
import { faultFields } from '../log.ts'
import { makeUploadsFolder, uploadPlace } from './file-places.ts'
import { findFile } from './queries.ts'

type Parts = Pick<Context, 'config' | 'db' | 'log'>

/** The database knows every upload already; a second list beside the bytes could only disagree with it. */
const uploadsOf = (db: Context['db']): Configstore => ({
  async get(fileId) {
    const row = findFile(db, fileId)
    if (row?.status !== 'uploading') return undefined
    return new Upload({
      id: fileId,
      size: row.sizeBytes,
      offset: 0,
      metadata: { fileId, roomId: row.roomId },
      creation_date: new Date(row.createdAt).toISOString(),
    })
  },
  async set() {},
  async delete() {},
})

class CiphertextStore extends FileStore {
  readonly #place: (fileId: string) => string
  constructor(directory: string, uploads: Configstore, place: (fileId: string) => string) {
    super({ directory, configstore: uploads })
    this.extensions = ['creation', 'termination']
    this.#place = place
  }

  /** The library's own does not say why it failed, and a full disk is not a fault of ours. */
  override async write(bytes: Readable, fileId: string, offset: number): Promise<number> {
    const file = createWriteStream(this.#place(fileId), { flags: 'r+', start: offset })
    await pipeline(bytes, file)
    return offset + file.bytesWritten
  }
}

const openTus = ({ config, db, log }: Parts): Server =>
  new Server({
    path: uploadsPath,
    relativeLocation: true,
    maxSize: config.caseFiles.maxFileBytes,
    datastore: new CiphertextStore(makeUploadsFolder(config), uploadsOf(db), (fileId) => uploadPlace(config, fileId)),
    // Checked before: the route has parsed it.
    namingFunction: (_, metadata) => String(metadata?.['fileId']),
    onResponseError: (_, error) => {
      if ('status_code' in error && error.status_code < 500) return undefined
      const refusal = refusalOf(error)
      if (refusal?.code === 'storage-full') return { status_code: 507, body: '' }
      log.error('upload-failed', 'status_code' in error ? { status: error.status_code } : faultFields(error))
      return undefined
    },
  })

const opened = new WeakMap<Context['db'], Server>()

const tusOf = (context: Parts): Server => {
  const known = opened.get(context.db)
  if (known) return known
  const made = openTus(context)
  opened.set(context.db, made)
  return made
}

const codeOf = (status: number): ErrorCode => {
  switch (status) {
    case 404:
    case 410:
      return 'not-found'
    case 409:
      return 'race-lost'
    case 413:
      return 'too-large'
    case 507:
      return 'storage-full'
    default:
      return status < 500 ? 'bad-input' : 'internal'
  }
}

/**
 * Lets the tus library answer. Its status is the protocol's; the body of a refusal is ours, and who may read answers
 * from another origin is said elsewhere.
 */
export const answerTus = async (context: Parts, request: Request): Promise<Response> => {
  const answer = await tusOf(context).handleWeb(request)
  const headers = new Headers(answer.headers)
  for (const name of [...headers.keys()]) if (name.startsWith('access-control-')) headers.delete(name)
  headers.set('cache-control', 'no-store')
  if (answer.status < 400) return new Response(answer.body, { status: answer.status, headers })
  headers.delete('content-length')
  headers.set('content-type', 'application/json')
  const body = JSON.stringify(errorBodyOf({ code: codeOf(answer.status) }))
  return new Response(body, { status: answer.status, headers })
}
