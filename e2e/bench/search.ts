import type { Page } from 'playwright-core'
import type { Person } from '../people/person.ts'
import { searchField } from '../people/search.ts'
import { type Figure, figure, ratio } from './figures.ts'
import { whenDone, whenShown } from './stopwatch.ts'

/** As physicians write, some hundred letters each. */
const phrases = [
  'Patientin klagt seit heute früh über thorakales Engegefühl mit Ausstrahlung in den linken Arm.',
  'Im Ruhe-EKG Sinusrhythmus mit ST-Hebung in II, III und aVF, Hinterwandbeteiligung wahrscheinlich.',
  'Troponin T initial 0,03 ng/ml, Kontrolle nach drei Stunden bitte, Kreatinin ist normwertig.',
  'Heparinperfusor läuft nach Schema, Vitalparameter stabil, Blutdruck 135 zu 80 mmHg.',
  'Verlegung in das Katheterlabor ist angemeldet, Aufklärung ist erfolgt, Angehörige sind informiert.',
  'Computertomographie des Schädels ohne Nachweis einer Blutung, Neurologie ist verständigt.',
  'Antibiose auf Piperacillin umgestellt, Blutkulturen abgenommen, Entzündungswerte rückläufig.',
  'Entlassung für Donnerstag geplant, Arztbrief und Medikationsplan folgen noch heute.',
]
const rare = 'Phäochromozytom'

/**
 * Puts so many messages into the index of a device as reading back their rooms would, sealed by its own key; sending
 * them would take hours. The format is that of `client/workers/search-rows.ts`, its key that
 * of `client/matrix/local-key.ts`.
 */
const fillIndex = (page: Page, roomId: string, sender: string, count: number): Promise<void> =>
  page.evaluate(
    async ({ roomId: room, sender: who, count: total, phrases: texts, rare: seldom }) => {
      const settled = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      const device = await settled(indexedDB.open('consilium-device'))
      const kept = (name: string) => settled(device.transaction('kept').objectStore('kept').get(name))
      const [browserKey, wrapped] = [await kept('browser-key'), await kept('wrapped-local-key')]
      device.close()
      const wrapping = { name: 'AES-GCM', iv: wrapped.nonce, additionalData: new TextEncoder().encode('local-key') }
      const raw = await crypto.subtle.decrypt(wrapping, browserKey, wrapped.sealed)
      const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt'])
      const database = await settled(indexedDB.open('consilium-search'))
      const perSegment = 128
      const start = Date.now()
      for (let first = 0; first < total; first += perSegment) {
        const id = `segment ${1_000_000 + first}`
        const entries = Array.from({ length: Math.min(perSegment, total - first) }, (_, at) => {
          const number = first + at
          const text = `${texts[number % texts.length]} ${number % 1000 === 7 ? seldom : ''} Fall ${number}.`
          return {
            eventId: `$${String(number).padStart(43, 'x')}`,
            roomId: room,
            sender: who,
            at: start - number * 60_000,
            kind: 'text',
            text,
            edit: null,
          }
        })
        const nonce = crypto.getRandomValues(new Uint8Array(12))
        const cipher = { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(`search 1 ${id}`) }
        const bytes = new TextEncoder().encode(JSON.stringify(entries))
        const sealed = await crypto.subtle.encrypt(cipher, key, bytes)
        await settled(database.transaction('rows', 'readwrite').objectStore('rows').put({ id, nonce, sealed }))
      }
      database.close()
    },
    { roomId, sender, count, phrases, rare },
  )

/** What the worker of the search holds after a collection, in megabytes. */
const heapOfSearch = async (page: Page): Promise<number> => {
  const devtools = await page.context().newCDPSession(page)
  try {
    const attached = new Promise<string>((resolve) =>
      devtools.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
        if (/\/search-[^/]*\.js/.test(targetInfo.url)) resolve(sessionId)
      }),
    )
    await devtools.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false })
    const sessionId = await attached
    let number = 0
    const ask = (method: string): Promise<{ usedSize?: number }> => {
      number += 1
      const id = number
      const answered = new Promise<{ usedSize?: number }>((resolve) =>
        devtools.on('Target.receivedMessageFromTarget', ({ message }) => {
          const answer = JSON.parse(message)
          if (answer.id === id) resolve(answer.result)
        }),
      )
      return devtools
        .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
        .then(() => answered)
    }
    await ask('HeapProfiler.collectGarbage')
    return ((await ask('Runtime.getHeapUsage')).usedSize ?? Number.NaN) / 1e6
  } finally {
    await devtools.detach()
  }
}

const hits = '[aria-label="Treffer"] a'

const searchAmong = async (page: Page, roomId: string, userId: string, messages: number) => {
  await fillIndex(page, roomId, userId, messages)
  const opening: number[] = []
  const times: number[] = []
  const heap: number[] = []
  for (let start = 0; start < 3; start += 1) {
    await page.goto(new URL('/search', page.url()).href)
    await searchField({ page }).fill(`Fall ${messages - 1}`)
    const opened = await whenShown(page, hits, `Fall ${messages - 1}`)
    opening.push(opened - (await page.evaluate(() => performance.timeOrigin)))
    for (const query of [
      'hinterwand',
      'katheterlabor',
      rare.slice(0, -5),
      'blutkulturen fall',
      'heparin',
      `fall 1${start}`,
    ]) {
      // Nothing is found with one letter too many, so that the key that takes it away is what brings the results.
      await searchField({ page }).fill(`${query}qq`)
      await page.getByText('Nichts gefunden').waitFor()
      await searchField({ page }).press('Backspace')
      const [pressed, shown] = await Promise.all([
        whenDone(page, 'keydown'),
        whenShown(page, hits, ''),
        searchField({ page }).press('Backspace'),
      ])
      times.push(shown - pressed)
    }
    heap.push(await heapOfSearch(page))
  }
  return { opening, times, heap }
}

/**
 * In the open client of somebody with a conversation: from the last key of a query to the first results on the
 * screen, over so many messages and over a hundredth of them; how long the index takes to open after a start; what its
 * worker holds in memory.
 */
export const measureSearch = async (
  { page, userId }: Pick<Person, 'page' | 'userId'>,
  roomId: string,
  messages: number,
): Promise<Figure[]> => {
  const among = (count: number) => `messaging.search.${count}`
  const few = await searchAmong(page, roomId, userId, messages / 100)
  const many = await searchAmong(page, roomId, userId, messages)
  const all = figure('messaging.search', 'ms', many.times)
  const ofFew = figure(among(messages / 100), 'ms', few.times)
  return [
    all,
    ofFew,
    ratio(`messaging.search.vs_${messages / 100}`, all, ofFew),
    figure('messaging.search.open', 'ms', many.opening),
    figure('messaging.search.heap_mb', 'MB', many.heap),
  ]
}
