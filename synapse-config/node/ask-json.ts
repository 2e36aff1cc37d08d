/** What set-up asks of a clinic's own parts, as an administrator would. */
export class RequestRefused extends Error {
  override name = 'RequestRefused'
  readonly status: number
  readonly body: unknown
  constructor(path: string, status: number, body: unknown) {
    super(`${path} answered ${status}: ${JSON.stringify(body)}`)
    this.status = status
    this.body = body
  }
}

export const askJson = async <T>(
  base: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  { body, token }: { body?: unknown; token?: string } = {},
): Promise<T> => {
  const answer = await fetch(base + path, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  })
  const text = await answer.text()
  let parsed: unknown = text
  try {
    parsed = JSON.parse(text)
  } catch {
    // Shown as it came.
  }
  if (!answer.ok) throw new RequestRefused(path.split('?')[0] ?? path, answer.status, parsed)
  return parsed as T
}
