import type { ServerResponse } from 'node:http'

/** Client-server API, "Web browser clients": without these a browser cannot tell a refusal from no network. */
const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE, OPTIONS',
  'access-control-allow-headers': 'X-Requested-With, Content-Type, Authorization, Date',
}

type Answer = {
  status: number
  errcode: string
  error: string
  code?: string
  retryAfter?: number
  isForBrowsers?: boolean
}

/** A Matrix standard error. The rest of a refused body is not read: the connection ends. */
export const answer = (
  response: ServerResponse,
  { status, errcode, error, code, retryAfter, isForBrowsers = false }: Answer,
) => {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    connection: 'close',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    ...(isForBrowsers ? cors : {}),
  })
  response.end(JSON.stringify(code ? { errcode, error, code } : { errcode, error }))
}

export const answerPreflight = (response: ServerResponse) => void response.writeHead(204, cors).end()

export const answerUnknown = (response: ServerResponse) =>
  answer(response, { status: 404, errcode: 'M_UNRECOGNIZED', error: 'Not served here', isForBrowsers: true })

export const answerTooLarge = (response: ServerResponse) =>
  answer(response, { status: 413, errcode: 'M_TOO_LARGE', error: 'The request is too large', isForBrowsers: true })

export const answerDown = (response: ServerResponse, part: 'homeserver' | 'service') =>
  answer(response, {
    status: 503,
    errcode: 'M_UNKNOWN',
    error: part === 'homeserver' ? 'The homeserver does not answer' : 'The clinic service does not answer',
    code: part === 'homeserver' ? 'homeserver-unreachable' : 'internal',
    retryAfter: 2,
    isForBrowsers: part === 'homeserver',
  })
