import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { Context as HonoContext } from 'hono'
import type { RoomId } from '#shared/matrix/ids.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { byteRangeOf } from './byte-range.ts'
import { filePlace } from './file-places.ts'
import { type FileRow, findFile } from './queries.ts'

const readBytes = 512 * 1024

const bodyOf = async (path: string, start: number, end: number): Promise<ReadableStream> => {
  const file = await open(path, 'r')
  const bytes = file.createReadStream({ start, end: end - 1, highWaterMark: readBytes })
  // Node's type of the same web stream.
  return Readable.toWeb(bytes, { strategy: { highWaterMark: 1 } }) as ReadableStream
}

const isFresh = (ifRange: string | undefined, etag: string) => ifRange === undefined || ifRange === etag

const answer = async (c: HonoContext<Env>, { fileId, sizeBytes, sha256 }: FileRow): Promise<Response> => {
  const etag = `"${sha256}"`
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    'content-disposition': 'attachment',
    'content-type': 'application/octet-stream',
    etag,
  })
  const asked = isFresh(c.req.header('if-range'), etag) ? byteRangeOf(c.req.header('range'), sizeBytes) : 'all'
  if (asked === 'unsatisfiable') {
    headers.set('content-range', `bytes */${sizeBytes}`)
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = asked === 'all' ? { start: 0, end: sizeBytes } : asked
  headers.set('content-length', String(end - start))
  if (asked !== 'all') headers.set('content-range', `bytes ${start}-${end - 1}/${sizeBytes}`)
  const isHead = c.req.raw.method === 'HEAD'
  const body = isHead ? null : await bodyOf(filePlace(c.var.context.config, fileId), start, end)
  return new Response(body, { status: asked === 'all' ? 200 : 206, headers })
}

/** A file, or a range of it, as it is stored: encrypted. Only with the room that it belongs to. */
export const readFile = async (c: HonoContext<Env>, fileId: string, roomId: RoomId): Promise<Response> => {
  const row = findFile(c.var.context.db, fileId)
  if (row?.status !== 'stored' || row.roomId !== roomId) return refuse(c, { code: 'not-found' })
  return answer(c, row)
}
