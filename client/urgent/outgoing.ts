import { type Accessor, createSignal, onCleanup } from 'solid-js'
import * as v from 'valibot'
import type { ErrorCode } from '#shared/errors.ts'
import { errorCodes } from '#shared/errors.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import { type RoomId, roomId } from '#shared/matrix/ids.ts'
import { localUrlsIn } from '#shared/media/local-urls.ts'
import { type AlertInput, type AlertOutput, alertInput } from '#shared/urgent/api.ts'
import type { Session } from '../matrix/types.ts'
import { sleep } from '../sleep.ts'

/** An urgent message on its way: the alert starts once it is really sent, and what is left to do outlives the page. */
const outgoing = v.object({
  input: alertInput,
  /** The message in the conversation, as the outbox calls it. */
  txnId: v.string(),
  content: v.record(v.string(), v.unknown()),
  /** The alert's room, once the service has made it. */
  roomId: v.nullable(roomId),
  /** Why the service has refused; nothing more happens by itself. */
  error: v.nullable(v.picklist(errorCodes)),
})
export type Outgoing = v.InferOutput<typeof outgoing>

type Parts = {
  session: Pick<Session, 'drafts' | 'outbox' | 'joinRoom' | 'alerts' | 'serverName'>
  start(input: AlertInput): Promise<AlertOutput>
  /** Null: it may succeed later by itself. */
  refusalOf(thrown: unknown): ErrorCode | null
  onLeftOut(output: AlertOutput): void
  retryMs?: number
}

export type OutgoingAlerts = {
  all: Accessor<Outgoing[]>
  /** Kept before it returns; goes on by itself, over reloads too. */
  add(entry: Pick<Outgoing, 'input' | 'txnId' | 'content'>): void
  retry(alertId: string): void
  discard(alertId: string): void
  /** Says the newer text of a message that is not in the room of its alert yet; false when it is, or on its way there. */
  correct(alertId: string, edit: Record<string, unknown>): boolean
}

const place = 'urgent messages'
const pollMs = 100

const isDiscarded = (thrown: unknown) => thrown instanceof Error && thrown.name === 'Discarded'

/** What belongs to the conversation only: the room of the alert knows none of its messages. */
const forAlert = ({ 'm.relates_to': _, ...content }: Record<string, unknown>) => content

/**
 * Message in the conversation → room of the alert → message in it. Each step may be repeated: the same id makes one
 * room, and the outbox takes each message once. Call under a Solid owner.
 */
export const createOutgoing = ({ session, start, refusalOf, onLeftOut, retryMs = 3_000 }: Parts): OutgoingAlerts => {
  const kept = v.safeParse(v.array(outgoing), session.drafts.read(place))
  const [all, setAll] = createSignal<Outgoing[]>(kept.success ? kept.output : [])
  let isClosed = false
  onCleanup(() => {
    isClosed = true
  })

  const write = (next: Outgoing[]) => {
    setAll(next)
    session.drafts.keep(place, next.length > 0 ? next : null)
  }
  const find = (alertId: string) => all().find(({ input }) => input.alertId === alertId)
  const change = (alertId: string, news: Partial<Outgoing>) =>
    write(all().map((entry) => (entry.input.alertId === alertId ? { ...entry, ...news } : entry)))
  const remove = (alertId: string) => write(all().filter(({ input }) => input.alertId !== alertId))

  const untilSent = async ({ txnId }: Outgoing) => {
    if (session.outbox.entries().some((entry) => entry.txnId === txnId)) await session.outbox.sent(txnId)
  }
  const untilJoined = async (id: RoomId) => {
    const isJoined = () => session.alerts().some((room) => room.roomId === id && room.membership === 'join')
    if (!isJoined()) await session.joinRoom(id, [session.serverName])
    // Encrypting needs what the room says, so it must have come by sync.
    while (!isJoined() && !isClosed) await sleep(pollMs)
  }
  /** The same file stands in both: where it lies is known once the outbox has given it to the homeserver. */
  const untilUploaded = async ({ txnId, content, input }: Outgoing) => {
    const uploaded = localUrlsIn(content).length > 0 && (await session.outbox.uploaded(txnId))
    if (uploaded) change(input.alertId, { content: uploaded })
  }
  const go = async (entry: Outgoing) => {
    const { alertId } = entry.input
    await untilUploaded(entry)
    await untilSent(entry)
    let id = entry.roomId
    if (!id) {
      const output = await start(entry.input)
      id = output.roomId
      change(alertId, { roomId: id })
      if (output.leftOut.length > 0) onLeftOut(output)
    }
    await untilJoined(id)
    const content = find(alertId)?.content
    if (isClosed || !content) return
    await session.outbox.send(id, eventTypes.message, forAlert(content), alertId)
    remove(alertId)
  }

  const running = new Set<string>()
  const run = async (alertId: string) => {
    if (running.has(alertId)) return
    running.add(alertId)
    for (let entry = find(alertId); entry && !entry.error && !isClosed; entry = find(alertId)) {
      try {
        await go(entry)
      } catch (thrown) {
        const code = refusalOf(thrown)
        if (isDiscarded(thrown)) remove(alertId)
        else if (code) change(alertId, { error: code })
        else await sleep(retryMs)
      }
    }
    running.delete(alertId)
  }
  for (const { input } of all()) void run(input.alertId)

  return {
    all,
    add(entry) {
      write([...all(), { ...entry, roomId: null, error: null }])
      void run(entry.input.alertId)
    },
    retry(alertId) {
      change(alertId, { error: null })
      void run(alertId)
    },
    discard: remove,
    correct(alertId, { 'm.new_content': newest }) {
      const entry = find(alertId)
      if (!entry || typeof newest !== 'object' || newest === null) return false
      const { format: _format, formatted_body: _html, ...rest } = entry.content
      change(alertId, { content: { ...rest, ...newest } })
      return true
    },
  }
}
