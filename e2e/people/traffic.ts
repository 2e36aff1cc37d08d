import type { BrowserContext, Request } from 'playwright-core'

const mostLines = 40

const named = (request: Request): string => {
  const { host, pathname } = new URL(request.url())
  return `${request.method()} ${host}${pathname}`
}

/** A press, a message, a step: not what asks again and again. */
const isDeed = (request: Request): boolean =>
  request.method() !== 'GET' && !/\/(?:keys\/|sync|typing|receipt|sendToDevice)/.test(new URL(request.url()).pathname)

/**
 * Of a device: which requests were refused, failed, or still wait for their answer, and what was done. For whoever reads
 * of a failure.
 */
export const followTraffic = (context: BrowserContext): (() => string[]) => {
  const open = new Map<Request, number>()
  const lines: string[] = []
  const note = (line: string) => {
    lines.push(`${new Date().toISOString().slice(11, 23)} ${line}`)
    if (lines.length > mostLines) lines.shift()
  }
  context.on('request', (request) => open.set(request, Date.now()))
  context.on('requestfinished', (request) => open.delete(request))
  context.on('requestfailed', (request) => {
    open.delete(request)
    note(`${named(request)}: ${request.failure()?.errorText ?? 'failed'}`)
  })
  context.on('response', (response) => {
    if (response.status() >= 400 || isDeed(response.request()))
      note(`${named(response.request())}: ${response.status()}`)
  })
  return () => [
    ...lines,
    ...[...open].map(([request, at]) => `open for ${Date.now() - at} ms: ${named(request)}`).slice(-mostLines),
  ]
}
