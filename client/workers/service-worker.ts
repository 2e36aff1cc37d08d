import type { PushMessage } from '#shared/notifications/api.ts'
import { alertIn, alertOf, notificationOf } from './notification-of.ts'
import { readNotificationSettings } from './notification-settings.ts'
import { answerOf, type PlayedPiece, type PlayedQuestion } from './played.ts'
import { answerTo, keyOf, keysOf, pagePath, type ShellFiles, shellCache } from './shell-files.ts'

/**
 * Opens the client without a network: keeps the files of one build, and nothing else. Shows that something came while
 * no page is looked at. Stands between a player and the page that decrypts what it plays (`played.ts`).
 *
 * | state     | means                                   | goes on                                          |
 * | --------- | --------------------------------------- | ------------------------------------------------ |
 * | install   | fetches what this version has of its own | waiting; a file that is missing: not at all      |
 * | waiting   | an earlier version still has the tabs   | all tabs closed, or the person asks (`activate`) |
 * | active    | answers                                 | a later version takes over                       |
 */

/** Written in front of this file by the build. */
declare const shellFiles: ShellFiles

type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
type Installing = Lasting & { addRoutes?(routes: unknown): Promise<void> }
type Fetching = Lasting & { request: Request; clientId: string; respondWith(answer: Promise<Response>): void }
type Pushed = Lasting & { data: { json(): unknown } | null }
type Clicked = Lasting & { notification: Notification }
type Page = {
  url: string
  visibilityState: DocumentVisibilityState
  focus(): Promise<unknown>
  postMessage(message: unknown, moved?: Transferable[]): void
}
type Scope = {
  location: Location
  registration: ServiceWorkerRegistration
  clients: {
    claim(): Promise<void>
    get(id: string): Promise<Page | undefined>
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<Page[]>
    openWindow(url: string): Promise<unknown>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install', listener: (event: Installing) => void): void
  addEventListener(type: 'activate', listener: (event: Lasting) => void): void
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown> & Lasting) => void): void
  addEventListener(type: 'push', listener: (event: Pushed) => void): void
  addEventListener(type: 'notificationclick', listener: (event: Clicked) => void): void
}
// The types of a page's scope are loaded here as everywhere; both at once contradict each other.
const scope = globalThis as unknown as Scope

/** The person waits for the page: a network that hangs must not hold it up. */
const pageTimeoutMs = 1_500
/**
 * A browser opens six connections to a clinic over HTTP/1.1, of which the page keeps two open to hear of news: with more
 * than these, whoever works while a version is fetched would wait for it.
 */
const fetchesAtOnce = 2
const policyHeader = 'content-security-policy'

const fetchFile = async (path: string): Promise<Response> => {
  // What has no hash may lie in the browser's own cache in an earlier version.
  const cache = shellFiles.named.includes(path) ? 'no-cache' : 'default'
  const answer = await fetch(path, { cache, priority: 'low' })
  if (!answer.ok) throw new Error(`a file of the client answered ${answer.status}`)
  return answer
}

const install = async () => {
  const cache = await caches.open(shellCache)
  const waiting = [...shellFiles.named, ...shellFiles.assets]
  const work = async () => {
    for (let path = waiting.shift(); path; path = waiting.shift()) {
      const key = keyOf(path, shellFiles)
      if (!(await cache.match(key))) await cache.put(key, await fetchFile(path))
    }
  }
  await Promise.all(Array.from({ length: fetchesAtOnce }, work))
}

const activate = async () => {
  const cache = await caches.open(shellCache)
  const kept = keysOf(shellFiles)
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url)
    if (!kept.has(pathname + search)) await cache.delete(request)
  }
  await scope.clients.claim()
}

const withPolicy = async (page: Response, policy: string): Promise<Response> => {
  const headers = new Headers(page.headers)
  headers.set(policyHeader, policy)
  // The bytes are unpacked by now.
  headers.delete('content-encoding')
  headers.delete('content-length')
  return new Response(await page.blob(), { headers })
}

/** Of this version, under the policy of today: that one names the partners which the page may reach. */
const answerPage = async (request: Request): Promise<Response> => {
  const cache = await caches.open(shellCache)
  const key = keyOf(pagePath, shellFiles)
  const kept = await cache.match(key)
  if (!kept) return fetch(request)
  const policy = await fetch(pagePath, { cache: 'no-cache', signal: AbortSignal.timeout(pageTimeoutMs) }).then(
    (answer) => (answer.ok ? answer.headers.get(policyHeader) : null),
    () => null,
  )
  if (!policy || policy === kept.headers.get(policyHeader)) return kept
  const page = await withPolicy(kept, policy)
  await cache.put(key, page.clone())
  return page
}

const answerFile = async (request: Request, key: string, isKept: boolean): Promise<Response> => {
  const cache = await caches.open(shellCache)
  const kept = await cache.match(key)
  if (kept) return kept
  const answer = await fetch(request)
  if (isKept && answer.ok) await cache.put(key, answer.clone())
  return answer
}

const answerPlayer = async (pageId: string, question: PlayedQuestion): Promise<Response> => {
  const page = await scope.clients.get(pageId)
  if (!page) return answerOf(null)
  const { port1, port2 } = new MessageChannel()
  const piece = await new Promise<PlayedPiece>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data)
    page.postMessage(question, [port2])
  })
  port1.close()
  return answerOf(piece)
}

const readMessage = (data: unknown): PushMessage | null => {
  if (typeof data !== 'object' || data === null || !('roomId' in data)) return null
  const { roomId } = data
  const priority = 'priority' in data ? alertOf(data.priority) : null
  const isSilent = 'isSilent' in data && data.isSilent === true ? ({ isSilent: true } as const) : {}
  return {
    roomId: typeof roomId === 'string' ? (roomId as PushMessage['roomId']) : null,
    priority,
    ...isSilent,
  }
}

/** Also those that were loaded anew past this worker. */
const allPages = () => scope.clients.matchAll({ type: 'window', includeUncontrolled: true })

const showNow = async (message: PushMessage) => {
  const [pages, settings] = await Promise.all([allPages(), readNotificationSettings()])
  // Whoever looks at a page sees and hears it there.
  if (pages.some(({ visibilityState }) => visibilityState === 'visible')) return
  const tag = message.roomId ?? 'consilium'
  const [before] = await scope.registration.getNotifications({ tag })
  const { title, options } = notificationOf(message, settings, alertIn(before?.data), new Date())
  await scope.registration.showNotification(title, options)
  // So many conversations; a page that is opened counts what is unread in them.
  await navigator.setAppBadge?.((await scope.registration.getNotifications()).length)
}

let turn: Promise<unknown> = Promise.resolve()
/** One after the other: two at once would not see each other, and a plain one could take the place of an alert. */
const show = (message: PushMessage): Promise<unknown> => {
  turn = turn.then(() => showNow(message)).catch(() => {})
  return turn
}

const openRoom = async (data: unknown) => {
  const roomId = readMessage(data)?.roomId
  const path = roomId ? `/open/${encodeURIComponent(roomId)}` : '/'
  const [page] = await allPages()
  if (!page) return void (await scope.clients.openWindow(path))
  page.postMessage({ open: path })
  // Refused when the press was long ago; the page is there all the same.
  await page.focus().catch(() => {})
}

scope.addEventListener('install', (event) => {
  // Where the browser can, these do not even wake this worker.
  const past = ['/_matrix/*', '/api/*'].map((urlPattern) => ({ condition: { urlPattern }, source: 'network' }))
  event.addRoutes?.(past).catch(() => {})
  event.waitUntil(install())
})
scope.addEventListener('activate', (event) => event.waitUntil(activate()))
scope.addEventListener('message', (event) => {
  if (event.data === 'activate') return void scope.skipWaiting()
  // A page that is not looked at says what it heard of, where no push service wakes us.
  const message = readMessage(event.data)
  if (message) event.waitUntil(show(message))
})
scope.addEventListener('push', (event) => {
  const message = readMessage(event.data?.json() ?? null)
  event.waitUntil(show(message ?? { roomId: null, priority: null }))
})
scope.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openRoom(event.notification.data))
})
scope.addEventListener('fetch', (event) => {
  const answer = answerTo(event.request, scope.location.origin, shellFiles)
  switch (answer.from) {
    case 'network':
      return
    case 'page':
      return event.respondWith(answerPage(event.request))
    case 'player':
      return event.respondWith(
        answerPlayer(event.clientId, { played: answer.id, range: event.request.headers.get('range') }),
      )
    case 'shelf':
      return event.respondWith(answerFile(event.request, answer.key, answer.isKept))
    default:
      return answer satisfies never
  }
})
