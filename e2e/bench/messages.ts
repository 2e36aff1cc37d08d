import type { RoomId } from '#shared/matrix/ids.ts'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { say } from '../people/messages.ts'
import type { Person } from '../people/person.ts'
import { askMatrix, type MatrixEvent, roomOf, say as sayPlainly } from '../services/matrix-api.ts'
import { type Somebody, somebodyAt } from '../services/somebody.ts'
import { type Figure, figure, ratio } from './figures.ts'
import { whenDone, whenShown } from './stopwatch.ts'

/** The open conversation of both: from the key that sends to the decrypted message on the other one's screen. */
export const sendEncrypted = async (people: readonly [Person, Person], count: number): Promise<number[]> => {
  const times: number[] = []
  for (let sent = 0; sent < count; sent += 1) {
    const [from, to] = sent % 2 === 0 ? people : [people[1], people[0]]
    const text = `Nachricht ${sent + 1} von ${count}.`
    const [pressed, shown] = await Promise.all([
      whenDone(from.page, 'keydown'),
      whenShown(to.page, '[role="log"] article', text),
      say(from, text),
    ])
    times.push(shown - pressed)
  }
  return times
}

type SyncAnswer = { next_batch: string; rooms?: { join?: Record<string, { timeline?: { events: MatrixEvent[] } }> } }

/** A client that holds a sync open, as ours does. */
const listenTo = async (person: Somebody, roomId: RoomId) => {
  const ask = (since: string | null) => {
    const query = new URLSearchParams(since === null ? { timeout: '0' } : { timeout: '20000', since })
    return askMatrix<SyncAnswer>(person, 'GET', `/_matrix/client/v3/sync?${query}`)
  }
  let { next_batch: since } = await ask(null)
  return {
    /** When the text has come. */
    async hear(text: string): Promise<number> {
      for (;;) {
        const answer = await ask(since)
        since = answer.next_batch
        const events = answer.rooms?.join?.[roomId]?.timeline?.events ?? []
        if (events.some(({ content }) => content['body'] === text)) return performance.now()
      }
    },
  }
}

/** What both homeservers take for a message, without browser and without encryption. */
const sendPlain = async ({ nord, sued }: TestClinics, count: number): Promise<number[]> => {
  const [anna, bert] = await Promise.all([somebodyAt(nord), somebodyAt(sued)])
  const roomId = await roomOf(anna, bert)
  const ears = [await listenTo(anna, roomId), await listenTo(bert, roomId)] as const
  const times: number[] = []
  for (let sent = 0; sent < count; sent += 1) {
    const [from, ear] = sent % 2 === 0 ? ([anna, ears[1]] as const) : ([bert, ears[0]] as const)
    const text = `message ${sent}`
    const heard = ear.hear(text)
    const sentAt = performance.now()
    const [heardAt] = await Promise.all([heard, sayPlainly(from, roomId, text)])
    times.push(heardAt - sentAt)
  }
  return times
}

export const measureMessages = async (
  clinics: TestClinics,
  people: readonly [Person, Person],
  count: number,
): Promise<Figure[]> => {
  const encrypted = figure('slice.send_received', 'ms', await sendEncrypted(people, count))
  const plain = figure('slice.send_plain', 'ms', await sendPlain(clinics, count))
  return [encrypted, plain, ratio('slice.send_vs_plain', encrypted, plain)]
}
