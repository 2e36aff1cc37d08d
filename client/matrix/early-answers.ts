/**
 * What the SDK asks for one after the other before it looks at the first rooms. Asked for at once after signing in, it
 * need not wait for a homeserver that is busy with those rooms.
 */
const paths = ['/_matrix/client/versions', '/_matrix/client/v3/pushrules/'] as const

type Parts = { homeserverUrl: string; accessToken: string; fetch: typeof globalThis.fetch }

/** For everything that the SDK asks. Each early answer is given once; a refusal or none is asked for again. */
export const withEarlyAnswers = ({ homeserverUrl, accessToken, fetch }: Parts): typeof globalThis.fetch => {
  const early = new Map(
    paths.map((path) => [
      path as string,
      fetch(homeserverUrl + path, { headers: { authorization: `Bearer ${accessToken}` } }).catch(() => null),
    ]),
  )
  return async (input, init = {}) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : String(input))
    const isPlain = (init.method ?? 'GET') === 'GET' && search === ''
    const asked = isPlain ? early.get(pathname) : undefined
    early.delete(pathname)
    const answer = await asked
    return answer?.ok ? answer : fetch(input, init)
  }
}
