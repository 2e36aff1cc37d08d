import { playedIdOf } from './played.ts'

/** Which files of the built client the service worker keeps, and how it names them; `vite.config.ts` makes the list. */
export type ShellFiles = {
  /** Changes with every build that gives other files. */
  version: string
  /** Carry no hash in their name: they belong to one version. */
  named: readonly string[]
  /** Carry a hash in their name; fetched in advance. */
  assets: readonly string[]
  /** Kept once they were used: codecs, fonts and character maps of the viewers. */
  onDemand: readonly string[]
}

export const shellCache = 'consilium-shell'
export const pagePath = '/index.html'

/** Two versions lie in one cache, and share what is the same. */
export const keyOf = (path: string, { version, named }: ShellFiles): string =>
  named.includes(path) ? `${path}?version=${version}` : path

export type Answer =
  | { from: 'network' }
  | { from: 'page' }
  | { from: 'player'; id: string }
  | { from: 'shelf'; key: string; isKept: boolean }

/** Only the shell: what people write, and what the clinic answers, never lies in this cache. */
export const answerTo = (
  request: { method: string; mode: string; url: string; destination: string },
  origin: string,
  files: ShellFiles,
): Answer => {
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== origin) return { from: 'network' }
  if (/^\/(?:_matrix|_synapse|api|\.well-known)(?:\/|$)/.test(url.pathname)) return { from: 'network' }
  const playedId = playedIdOf(url, request.destination)
  if (playedId !== null) return { from: 'player', id: playedId }
  const path = url.pathname
  const isKept = [files.named, files.assets, files.onDemand].some((list) => list.includes(path))
  if (isKept && request.mode !== 'navigate') return { from: 'shelf', key: keyOf(path, files), isKept }
  // A tab of the version before still asks for its own.
  if (path.startsWith('/assets/')) return { from: 'shelf', key: path, isKept: false }
  return request.mode === 'navigate' ? { from: 'page' } : { from: 'network' }
}

/** What may stay when a version takes over. */
export const keysOf = (files: ShellFiles): ReadonlySet<string> =>
  new Set([...files.named.map((path) => keyOf(path, files)), ...files.assets, ...files.onDemand])
