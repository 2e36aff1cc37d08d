import { type FileHandle, open } from 'node:fs/promises'
import type { Context as HonoContext } from 'hono'
import type { RoomId } from '#shared/matrix/ids.ts'
import { recordOften } from '../audit/record-often.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { type ByteRange, byteRangeOf } from './byte-range.ts'
import { filePlace, sizeOf } from './file-places.ts'
import { type FileRow, findFile, recordRead } from './queries.ts'

const readBytes = 512 * 1024

/** Opens the file when somebody reads, so that an answer that nobody wants any more leaves nothing open. */
const bodyOf = (path: string, { start, end }: ByteRange): ReadableStream<Uint8Array> => {
  let file: FileHandle | null = null
  let at = start
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          file ??= await open(path, 'r')
          const buffer = Buffer.allocUnsafe(Math.min(readBytes, end - at))
          const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
          if (bytesRead === 0) throw new Error('The file is shorter than it was.')
          at += bytesRead
          controller.enqueue(buffer.subarray(0, bytesRead))
          if (at < end) return
          await file.close()
          controller.close()
        } catch (error) {
          await file?.close()
          throw error
        }
      },
      cancel: () => file?.close(),
    },
    { highWaterMark: 0 },
  )
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
  const range = asked === 'all' ? { start: 0, end: sizeBytes } : asked
  const { start, end } = range
  headers.set('content-length', String(end - start))
  if (asked !== 'all') headers.set('content-range', `bytes ${start}-${end - 1}/${sizeBytes}`)
  const place = filePlace(c.var.context.config, fileId)
  if ((await sizeOf(place)) !== sizeBytes) {
    c.var.context.log.error('case-file-damaged', { fileId })
    return refuse(c, { code: 'wrong-hash' })
  }
  const body = c.req.raw.method === 'HEAD' ? null : bodyOf(place, range)
  return new Response(body, { status: asked === 'all' ? 200 : 206, headers })
}

/** A file, or a range of it, as it is stored: encrypted. Only with the room that it belongs to. */
export const readFile = async (c: HonoContext<Env>, fileId: string, roomId: RoomId): Promise<Response> => {
  const row = findFile(c.var.context.db, fileId)
  if (row?.status !== 'stored' || row.roomId !== roomId) return refuse(c, { code: 'not-found' })
  const answered = await answer(c, row)
  // A client reads a file in many ranges: to the log, that is one access.
  const isRead = c.req.raw.method === 'GET' && (answered.status === 200 || answered.status === 206)
  if (isRead)
    recordOften(c.var.context, `${row.fileId} ${c.var.person.userId}`, (tx, at) =>
      recordRead(tx, row, c.var.person.userId, at),
    )
  return answered
}
