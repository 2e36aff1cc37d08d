import { resolve } from 'node:path'
import { Hono, type Context as HonoContext } from 'hono'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { activePartners } from '../partners/queries.ts'
import { type ClientFile, openClientFiles } from './client-files.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'

/** What the browser must hold of our pages and workers; a worker obeys the policy that it came with. */
const protect = (c: HonoContext<Env>) => {
  const { config, db } = c.var.context
  c.header('content-security-policy', contentSecurityPolicy(config, activePartners(db)))
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('permissions-policy', 'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()')
  c.header('cross-origin-opener-policy', 'same-origin')
  c.header('cross-origin-resource-policy', 'same-origin')
}

/** An address of the client may end like a file: ids carry server names. */
const isPage = (c: HonoContext<Env>) =>
  !c.req.path.startsWith('/assets/') &&
  ((c.req.header('accept') ?? '').includes('text/html') || !/\.[a-z0-9]+$/i.test(c.req.path))

const give = (c: HonoContext<Env>, { type, encoding, bytes, isImmutable, etag }: ClientFile) => {
  c.header('content-type', type)
  c.header('vary', 'accept-encoding')
  c.header('etag', etag)
  c.header('cache-control', isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (c.req.header('if-none-match') === etag) return c.body(null, 304)
  if (encoding) c.header('content-encoding', encoding)
  return c.body(bytes)
}

/** The built client. Whatever is no file is an address of the client, which has its own router. */
export const webRoutes = (clientDir: string | null) => {
  const find = clientDir === null ? null : openClientFiles(resolve(clientDir))
  return new Hono<Env>().get('*', allow.anyone, async (c) => {
    if (!find) return refuse(c, { code: 'not-found' })
    protect(c)
    const accepted = c.req.header('accept-encoding') ?? ''
    const file = (await find(c.req.path, accepted)) ?? (isPage(c) ? await find('/index.html', accepted) : null)
    return file ? give(c, file) : refuse(c, { code: 'not-found' })
  })
}
