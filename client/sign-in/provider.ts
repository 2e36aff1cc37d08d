import * as v from 'valibot'

/** The hospital's own provider, as the homeserver offers it. */
type Provider = { id: string; name: string }
/** What somebody brings back from it: what signs them in, or something that this window did not ask for. */
export type ProviderReturn = { loginToken: string } | { isStranger: true }

const key = 'consilium.at-provider'
const provider = v.object({ id: v.pipe(v.string(), v.regex(/^[\w.~-]+$/)), name: v.string() })
/** Client-server API, `GET /login`. */
const answer = v.object({
  flows: v.array(v.object({ type: v.string(), identity_providers: v.optional(v.array(provider), []) })),
})

const read = async <S extends v.GenericSchema>(path: string, schema: S): Promise<v.InferOutput<S> | null> => {
  try {
    const response = await fetch(path, { signal: AbortSignal.timeout(10_000) })
    return v.parse(schema, await response.json())
  } catch {
    return null
  }
}

export type Ways = { providers: Provider[]; hasPasswords: boolean }

/** No provider also when the homeserver does not answer: then the password's field says so. */
export const readWays = async (): Promise<Ways> => {
  const [login, clinic] = await Promise.all([
    read('/_matrix/client/v3/login', answer),
    read('/api/session/ways', v.object({ hasPasswords: v.boolean() })),
  ])
  const providers = login?.flows.flatMap(({ type, identity_providers }) =>
    type === 'm.login.sso' ? identity_providers : [],
  )
  return { providers: providers ?? [], hasPasswords: clinic?.hasPasswords ?? true }
}

/** Leaves this page; the provider leads back to it. */
export const goToProvider = (id: string): void => {
  sessionStorage.setItem(key, 'yes')
  const back = new URLSearchParams({ redirectUrl: `${location.origin}/` })
  location.assign(`/_matrix/client/v3/login/sso/redirect/${encodeURIComponent(id)}?${back}`)
}

/**
 * Once. What signs in goes from the address at once. Only the window that asked for it takes it: by a link, somebody
 * could otherwise be signed in as somebody else, and write under that name.
 */
export const takeReturn = (): ProviderReturn | null => {
  const loginToken = new URLSearchParams(location.search).get('loginToken')
  if (loginToken === null) return null
  history.replaceState(null, '', location.pathname)
  const hasAsked = sessionStorage.getItem(key) !== null
  sessionStorage.removeItem(key)
  return hasAsked && loginToken ? { loginToken } : { isStranger: true }
}
