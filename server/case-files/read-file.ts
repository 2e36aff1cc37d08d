import type { Context as HonoContext } from 'hono'
import type { RoomId } from '#shared/matrix/ids.ts'
import { recordOften } from '../audit/record-often.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { byteRangeOf } from './byte-range.ts'
import { isFileOf } from './is-file-of.ts'
import { type FileRow, findFile, recordRead } from './queries.ts'
import { whileAllowed } from './while-allowed.ts'

const isFresh = (ifRange: string | undefined, etag: string) => ifRange === undefined || ifRange === etag

const answer = async (c: HonoContext<Env>, row: FileRow): Promise<Response> => {
  const { fileId, sizeBytes, sha256 } = row
  const { fileStore, log, now } = c.var.context
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
  const isHead = c.req.raw.method === 'HEAD'
  const body = isHead ? null : await fileStore.read(row, range)
  if (isHead ? !(await fileStore.isWhole(row)) : body === null) {
    log.error('case-file-damaged', { fileId })
    return refuse(c, { code: 'wrong-hash' })
  }
  const sent =
    body &&
    whileAllowed(body, {
      isAllowed: async () => (await c.var.refusalNow()) === null,
      onEnded: () => log.info('case-file-cut', { fileId }),
      now,
    })
  return new Response(sent, { status: asked === 'all' ? 200 : 206, headers })
}

/** A file, or a range of it, as it is stored: encrypted. Only with the room that it belongs to, or one brought into it. */
export const readFile = async (c: HonoContext<Env>, fileId: string, roomId: RoomId): Promise<Response> => {
  const row = findFile(c.var.context.db, fileId)
  if (row?.status !== 'stored' || !isFileOf(c.var.context.db, row, roomId)) return refuse(c, { code: 'not-found' })
  const answered = await answer(c, row)
  // A client reads a file in many ranges: to the log, that is one access.
  const isRead = c.req.raw.method === 'GET' && (answered.status === 200 || answered.status === 206)
  if (isRead)
    recordOften(c.var.context, `${row.fileId} ${c.var.person.userId}`, (tx, at) =>
      recordRead(tx, row, c.var.person.userId, at),
    )
  return answered
}
