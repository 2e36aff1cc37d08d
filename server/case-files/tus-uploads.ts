import { AsyncLocalStorage } from 'node:async_hooks'
import type { Readable } from 'node:stream'
import { DataStore, ERRORS, Server, Upload } from '@tus/server'
import { uploadsPath } from '#shared/case-files/api.ts'
import { sealedLimit } from '#shared/case-files/records.ts'
import type { ErrorCode, Refusal } from '#shared/errors.ts'
import type { Context } from '../context.ts'
import { errorBodyOf, refusalOf, ServiceRefusal } from '../errors.ts'
import { faultFields } from '../log.ts'
import { type FileRow, findFile, recordBegun } from './queries.ts'
import { takeWhileAllowed } from './while-allowed.ts'

type Parts = Pick<Context, 'config' | 'db' | 'fileStore' | 'log'>
type RefusalNow = () => Promise<Refusal | null>

/** Whose request tus works on: it hands the store nothing but bytes. */
const asking = new AsyncLocalStorage<{ refusalNow: RefusalNow; refusal: Refusal | null }>()

/**
 * What tus asks of a store. The database knows every upload already: a second list beside the bytes could only
 * disagree with it.
 */
class Uploads extends DataStore {
  readonly #parts: Parts
  constructor(parts: Parts) {
    super()
    this.extensions = ['creation', 'termination']
    this.#parts = parts
  }

  #row(fileId: string): FileRow {
    const row = findFile(this.#parts.db, fileId)
    if (row?.status !== 'uploading') throw ERRORS.FILE_NOT_FOUND
    return row
  }

  override async create(upload: Upload): Promise<Upload> {
    const { db, fileStore } = this.#parts
    const row = this.#row(upload.id)
    // Asked again, as after a lost answer, it is what was begun.
    if ((await fileStore.arrived(row)) === null) recordBegun(db, row.fileId, await fileStore.begin(row))
    return upload
  }

  override async getUpload(fileId: string): Promise<Upload> {
    const row = this.#row(fileId)
    const offset = await this.#parts.fileStore.arrived(row)
    if (offset === null) throw ERRORS.FILE_NOT_FOUND
    const creation_date = new Date(row.createdAt).toISOString()
    return new Upload({ id: fileId, size: row.sizeBytes, offset, metadata: {}, creation_date })
  }

  override async write(bytes: Readable, fileId: string, offset: number): Promise<number> {
    const { fileStore, log } = this.#parts
    const take = () => fileStore.write(this.#row(fileId), bytes, offset)
    const asked = asking.getStore()
    if (!asked) throw new ServiceRefusal({ code: 'internal' })
    const taken = await takeWhileAllowed(bytes, asked.refusalNow, take)
    if (taken.ok) return taken.value
    log.info('upload-cut', { fileId, reason: taken.error.code })
    asked.refusal = taken.error
    throw new ServiceRefusal(taken.error)
  }

  override remove(fileId: string): Promise<void> {
    return this.#parts.fileStore.remove(this.#row(fileId))
  }
}

/** Which failures are not faults of ours. */
const statusOf: Partial<Record<ErrorCode, number>> = { 'storage-full': 507, 'store-unreachable': 503 }

const openTus = (parts: Parts): Server =>
  new Server({
    path: uploadsPath,
    relativeLocation: true,
    maxSize: sealedLimit(parts.config.caseFiles.maxFileBytes),
    datastore: new Uploads(parts),
    // Checked before: the route has parsed it.
    namingFunction: (_, metadata) => String(metadata?.['fileId']),
    onResponseError: (_, error) => {
      if ('status_code' in error && error.status_code < 500) return undefined
      if (error instanceof ServiceRefusal) return { status_code: 403, body: '' }
      const code = refusalOf(error)?.code
      const status_code = code && statusOf[code]
      if (status_code) return { status_code, body: '' }
      parts.log.error('upload-failed', 'status_code' in error ? { status: error.status_code } : faultFields(error))
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
    case 503:
      return 'store-unreachable'
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
export const answerTus = async (context: Parts, request: Request, refusalNow: RefusalNow): Promise<Response> => {
  const asked = { refusalNow, refusal: null as Refusal | null }
  const answer = await asking.run(asked, () => tusOf(context).handleWeb(request))
  // What the library makes of it does not say why.
  if (asked.refusal) throw new ServiceRefusal(asked.refusal)
  const headers = new Headers(answer.headers)
  for (const name of [...headers.keys()]) if (name.startsWith('access-control-')) headers.delete(name)
  // Hanging up on who is still sending would cut the answer off too.
  headers.delete('connection')
  headers.set('cache-control', 'no-store')
  if (answer.status < 400) return new Response(answer.body, { status: answer.status, headers })
  headers.delete('content-length')
  headers.set('content-type', 'application/json')
  const body = JSON.stringify(errorBodyOf({ code: codeOf(answer.status) }))
  return new Response(body, { status: answer.status, headers })
}
