import type { MiddlewareHandler } from 'hono'
import * as v from 'valibot'
import type { AuditAction } from '#shared/audit/entry.ts'
import { fileId } from '#shared/case-files/api.ts'
import { errorBody } from '#shared/errors.ts'
import { roomId } from '#shared/matrix/ids.ts'
import type { Env } from '../context.ts'
import { recordAccess } from './record-access.ts'
import { recordOften } from './record-often.ts'

/** What a refused request was for, by its address; the first that fits. */
const attempts: readonly [method: string, path: RegExp, action: AuditAction][] = [
  ['POST', /^\/api\/consults\/(?<id>[^/]+)\/transitions$/, 'consult-changed'],
  ['GET', /^\/api\/consults\/(?<id>[^/]+)$/, 'consult-read'],
  ['GET', /^\/api\/consults\/?$/, 'consult-list'],
  ['POST', /^\/api\/consults\/?$/, 'consult-requested'],
  ['POST', /^\/api\/case-files\/uploads$/, 'file-begun'],
  ['DELETE', /^\/api\/case-files\/uploads\/(?<id>[^/]+)$/, 'file-deleted'],
  ['DELETE', /^\/api\/case-files\/(?<id>[^/]+)$/, 'file-deleted'],
  ['POST', /^\/api\/case-files\/(?<id>[^/]+)\/completion$/, 'file-stored'],
  ['GET', /^\/api\/case-files\/(?<id>[^/]+)$/, 'file-read'],
  ['POST', /^\/api\/urgent\/?$/, 'urgent-changed'],
  ['POST', /^\/api\/urgent\/(?<id>[^/]+)\/cancel$/, 'urgent-changed'],
  ['PUT', /^\/api\/directory\/(?:people|services)$/, 'directory-changed'],
  ['DELETE', /^\/api\/directory\/people$/, 'directory-changed'],
  ['PUT', /^\/api\/clinic/, 'clinic-changed'],
  ['POST', /^\/api\/partners/, 'partner-changed'],
  ['PUT', /^\/api\/partners/, 'partner-changed'],
  ['PUT', /^\/api\/permissions/, 'permissions-changed'],
  ['PUT', /^\/api\/features/, 'feature-changed'],
  ['POST', /^\/api\/admin\/people/, 'account-changed'],
  ['PUT', /^\/api\/rooms\/(?<id>[^/]+)/, 'room-changed'],
  ['POST', /^\/api\/rooms\/(?<id>[^/]+)/, 'room-changed'],
  ['GET', /^\/api\/(?:admin|rooms)/, 'administration-read'],
  ['GET', /^\/api\/audit/, 'audit-read'],
]

/** What a person may not do, and what is kept from them by saying that it is not there. */
const isRefusal = (status: number) => status === 403 || status === 404

const decoded = (text: string | undefined): string | undefined => {
  try {
    return text === undefined ? undefined : decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const parsed = <S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> | undefined => {
  const result = v.safeParse(schema, value)
  return result.success ? result.output : undefined
}

/** Accesses that are refused to somebody whom we know. Who is not signed in has no name to be kept; the service's log counts them. */
export const recordRefusals: MiddlewareHandler<Env> = async (c, next) => {
  await next()
  const { context, caller } = c.var
  if (!isRefusal(c.res.status) || !caller) return
  const [, path, action] =
    attempts.find(([method, pattern]) => method === c.req.raw.method && pattern.test(c.req.path)) ?? []
  if (!path || !action) return
  const body = parsed(
    errorBody,
    await c.res
      .clone()
      .json()
      .catch(() => null),
  )
  // They are asked, and go on.
  if (body?.code === 'confirmation-needed') return
  const id = decoded(path.exec(c.req.path)?.groups?.['id'])
  const details = {
    who: caller,
    room: parsed(roomId, id) ?? parsed(roomId, c.req.query('roomId')),
    file: parsed(fileId, id),
    code: body?.code,
  }
  // Somebody who tries again and again fills nothing but one entry.
  recordOften(context, Object.values({ ...details, action }).join(' '), (db, at) =>
    recordAccess(db, at, { action, outcome: 'refused', details: JSON.parse(JSON.stringify(details)) }),
  )
}
