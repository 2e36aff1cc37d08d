import type { MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import type { Context, Env } from '../context.ts'
import { activePartners } from '../partners/queries.ts'

/** Open to every origin: these say so themselves. */
const isOpen = (path: string) => path === '/api/clinic' || /^\/api\/calls\/(?:sfu\/get|get_token)$/.test(path)

const tusHeaders = [
  'Tus-Resumable',
  'Upload-Length',
  'Upload-Offset',
  'Upload-Metadata',
  'Upload-Checksum',
  'Upload-Expires',
  'Location',
]

const originOf = (url: string | null): string | null => (url && URL.canParse(url) ? new URL(url).origin : null)

const answer = cors({
  origin: (origin, c) => {
    const { config, db }: Context = c.get('context')
    const known = [config.clinic.url, ...activePartners(db).map(({ url }) => url)].map(originOf)
    return known.includes(origin) ? origin : null
  },
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['Authorization', 'Content-Type', 'Range', 'If-Range', 'X-HTTP-Method-Override', ...tusHeaders],
  exposeHeaders: [
    'Content-Range',
    'Content-Length',
    'Accept-Ranges',
    'ETag',
    'Retry-After',
    'X-Request-Id',
    ...tusHeaders,
  ],
  maxAge: 600,
})

/** Browsers of the own clinic and of active partners may read our answers; nobody else's. */
export const crossOrigin: MiddlewareHandler<Env> = (c, next) => (isOpen(c.req.path) ? next() : answer(c, next))
