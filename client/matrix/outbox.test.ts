import 'fake-indexeddb/auto'
import { ConnectionError, MatrixError } from 'matrix-js-sdk'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { EventId, RoomId } from '#shared/matrix/ids.ts'
import { newLocalKey } from './local-key.ts'
import { Discarded, runOutbox } from './outbox.ts'
import { NobodyReachable, NotSendable } from './outbox-rules.ts'
import { openOutboxStore } from './outbox-store.ts'
import type { OutboxEntry } from './types.ts'

const room = '!room' as RoomId
const text = (body: string) => ({ msgtype: 'm.text', body })
const bodyOf = ({ content }: Pick<OutboxEntry, 'content'>) => content['body']

const fileUrl = 'local:0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d00'
const thumbnailUrl = 'local:0191d2a4-77e1-7c11-9d2e-8a4f3b2c1d01'
const picture = {
  msgtype: 'm.image',
  body: 'Bild.jpg',
  file: { url: fileUrl },
  info: { thumbnail_file: { url: thumbnailUrl } },
}

/** A place for files: the next upload ends as told, or hangs until it is stopped. */
const newUploads = () => {
  const answers: unknown[] = []
  const uploaded: string[] = []
  const forgotten: string[] = []
  return {
    answers,
    uploaded,
    forgotten,
    async upload(url: string, signal: AbortSignal, onProgress: (share: number) => void) {
      const answer = answers.shift()
      onProgress(0.5)
      if (answer === 'hang')
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')))
        })
      if (answer) throw answer
      uploaded.push(url)
      return `mxc://nord.example/${uploaded.length}`
    },
    async forget(urls: readonly string[]) {
      forgotten.push(...urls)
    },
  }
}

/** A homeserver that answers as told, takes each transaction once, and remembers what it took. */
const newHomeserver = () => {
  const answers: unknown[] = []
  const taken = new Map<string, EventId>()
  const attempts: unknown[] = []
  return {
    answers,
    attempts,
    bodies: [] as unknown[],
    uploads: newUploads(),
    /** The next attempts end so; `lost` takes the event and loses the answer. */
    async send(entry: OutboxEntry, give: () => void): Promise<EventId> {
      give()
      attempts.push(bodyOf(entry))
      const answer = answers.shift()
      if (answer && answer !== 'lost') throw answer
      const eventId = taken.get(entry.txnId) ?? (`$${taken.size}` as EventId)
      if (!taken.has(entry.txnId)) this.bodies.push(bodyOf(entry))
      taken.set(entry.txnId, eventId)
      if (answer === 'lost') throw new ConnectionError('the answer was lost')
      return eventId
    },
  }
}

let people = 0
const newDevice = async () => {
  people += 1
  const userId = `@person${people}:nord.example`
  const localKey = await newLocalKey()
  const homeserver = newHomeserver()
  let isOnline = true
  const open = async () => {
    const outbox = await runOutbox({
      store: await openOutboxStore(userId, localKey),
      uploads: homeserver.uploads,
      send: (entry, give) => homeserver.send(entry, give),
      isOnline: () => isOnline,
      chance: () => 0,
    })
    onTestFinished(() => outbox.close())
    return outbox
  }
  return {
    userId,
    homeserver,
    open,
    setOnline(now: boolean) {
      isOnline = now
    },
  }
}
const refused = (status: number, body: Record<string, unknown> = {}) =>
  new MatrixError({ errcode: 'M_FORBIDDEN', error: '', ...body }, status)

describe('the outbox', () => {
  it('sends in order, each once', async () => {
    const { homeserver, open } = await newDevice()
    const outbox = await open()
    outbox.wake()
    const ids = await Promise.all(
      ['one', 'two', 'three'].map((body) => outbox.send(room, 'm.room.message', text(body))),
    )
    await Promise.all(ids.map((txnId) => outbox.sent(txnId)))
    expect(homeserver.bodies).toEqual(['one', 'two', 'three'])
  })

  it('keeps an entry until sync has brought it back and it can be read, and then forgets it', async () => {
    const { open } = await newDevice()
    const outbox = await open()
    outbox.wake()
    const txnId = await outbox.send(room, eventTypes.message, text('one'))
    const eventId = await outbox.sent(txnId)
    await vi.waitFor(() => expect(outbox.taken().get(txnId)).toBe(eventId))
    expect(outbox.entries()).toHaveLength(1)
    const decrypted = Promise.withResolvers<void>()
    outbox.arrived(txnId, eventId, decrypted.promise)
    await Promise.resolve()
    expect(outbox.entries()).toHaveLength(1)
    decrypted.resolve()
    await vi.waitFor(() => expect(outbox.entries()).toEqual([]))
    expect(outbox.taken().size).toBe(0)
  })

  it('tries again after a lost answer without sending twice', async () => {
    const { homeserver, open } = await newDevice()
    homeserver.answers.push('lost', new ConnectionError('offline'))
    const outbox = await open()
    outbox.wake()
    const first = await outbox.send(room, eventTypes.message, text('one'))
    const second = await outbox.send(room, eventTypes.message, text('two'))
    await outbox.sent(first)
    await outbox.sent(second)
    expect(homeserver.attempts).toEqual(['one', 'one', 'one', 'two'])
    expect(homeserver.bodies).toEqual(['one', 'two'])
  })

  it('survives a reload before the first attempt, and nobody can read it on disk', async () => {
    const { userId, homeserver, open } = await newDevice()
    const before = await open()
    const ids = [await before.send(room, eventTypes.message, text('one')), await before.send(room, 'x', text('two'))]
    before.close()
    const onDisk = await openOutboxStore(userId, await newLocalKey())
    expect(await onDisk.read()).toEqual([])
    onDisk.close()

    const after = await open()
    expect(after.entries().map(({ txnId, state }) => [txnId, state])).toEqual(ids.map((txnId) => [txnId, 'waiting']))
    after.wake()
    await after.sent(ids[1] as string)
    expect(homeserver.bodies).toEqual(['one', 'two'])
  })

  it('sends nothing again that sync brought back, when the browser closed before the answer came', async () => {
    const { homeserver, open } = await newDevice()
    homeserver.answers.push('lost')
    const before = await open()
    before.wake()
    const txnId = await before.send(room, eventTypes.message, text('one'))
    await vi.waitFor(() => expect(homeserver.bodies).toEqual(['one']))
    before.close()

    const after = await open()
    after.arrived(txnId, '$0' as EventId, Promise.resolve())
    after.wake()
    expect(await after.sent(txnId)).toBe('$0')
    await vi.waitFor(() => expect(after.entries()).toEqual([]))
    expect(homeserver.attempts).toEqual(['one'])
    after.close()
    await vi.waitFor(async () => expect((await open()).entries()).toEqual([]))
  })

  it('waits without the network, and goes on at once when it is back', async () => {
    const { homeserver, open, setOnline } = await newDevice()
    setOnline(false)
    const outbox = await open()
    outbox.wake()
    const txnId = await outbox.send(room, eventTypes.message, text('one'))
    expect(homeserver.attempts).toEqual([])
    setOnline(true)
    outbox.wake()
    await outbox.sent(txnId)
  })

  it('does not wait for the pause when the network is back', async () => {
    const { homeserver, open } = await newDevice()
    homeserver.answers.push(...Array.from({ length: 6 }, () => new ConnectionError('offline')))
    const outbox = await open()
    outbox.wake()
    const txnId = await outbox.send(room, eventTypes.message, text('one'))
    for (let attempts = 1; attempts <= 6; attempts += 1) {
      await vi.waitFor(() =>
        expect(outbox.entries()[0]?.state === 'waiting' && homeserver.attempts.length).toBe(attempts),
      )
      outbox.wake()
    }
    await outbox.sent(txnId)
  }, 2_000)

  it('waits as long as it is told, whatever else happens', async () => {
    const { homeserver, open } = await newDevice()
    homeserver.answers.push(refused(429, { errcode: 'M_LIMIT_EXCEEDED', retry_after_ms: 300 }))
    const outbox = await open()
    outbox.wake()
    const since = Date.now()
    const txnId = await outbox.send(room, eventTypes.message, text('one'))
    await vi.waitFor(() => expect(outbox.entries()[0]?.state).toBe('waiting'))
    outbox.wake()
    await outbox.sent(txnId)
    expect(Date.now() - since).toBeGreaterThanOrEqual(290)
  })

  it('says what it waits for while nobody can be given a key, and sends by itself once somebody can', async () => {
    const { homeserver, open } = await newDevice()
    homeserver.answers.push(new NobodyReachable(), new NobodyReachable())
    const outbox = await open()
    outbox.wake()
    const txnId = await outbox.send(room, eventTypes.message, text('one'))
    await vi.waitFor(() =>
      expect(outbox.entries()[0]).toMatchObject({ state: 'waiting', error: 'partner-unreachable' }),
    )
    await outbox.sent(txnId)
    expect(homeserver.bodies).toEqual(['one'])
  })

  it('holds back what comes after a refusal until the person decides, and other rooms go on', async () => {
    const { homeserver, open } = await newDevice()
    homeserver.answers.push(refused(403))
    const before = await open()
    before.wake()
    const first = await before.send(room, eventTypes.message, text('question'))
    await vi.waitFor(() => expect(before.entries()[0]).toMatchObject({ state: 'failed', error: 'not-allowed' }))
    await before.send(room, eventTypes.message, text('addition'))
    await before.sent(await before.send('!other' as RoomId, eventTypes.message, text('elsewhere')))
    expect(homeserver.bodies).toEqual(['elsewhere'])
    before.close()

    const after = await open()
    after.wake()
    expect(after.entries().map(({ state, error }) => [state, error])).toEqual([
      ['failed', 'not-allowed'],
      ['waiting', null],
    ])
    after.retry(first)
    await vi.waitFor(() => expect(homeserver.bodies).toEqual(['elsewhere', 'question', 'addition']))
  })

  it('forgets what is discarded, says so to who waits for it, and sends the next', async () => {
    const { homeserver, open } = await newDevice()
    homeserver.answers.push(refused(413))
    const outbox = await open()
    outbox.wake()
    const first = await outbox.send(room, eventTypes.message, text('too large'))
    const second = await outbox.send(room, eventTypes.message, text('two'))
    await vi.waitFor(() => expect(outbox.entries()[0]?.state).toBe('failed'))
    await outbox.discard(first)
    await expect(outbox.sent(first)).rejects.toThrow(Discarded)
    await outbox.sent(second)
    expect(homeserver.bodies).toEqual(['two'])
  })

  it('does not pretend to discard what the homeserver takes in the same moment', async () => {
    const { homeserver, open } = await newDevice()
    const outbox = await open()
    outbox.wake()
    const txnId = await outbox.send(room, eventTypes.message, text('one'))
    await outbox.discard(txnId)
    expect(await outbox.sent(txnId)).toBe('$0')
    expect(homeserver.bodies).toEqual(['one'])
  })

  it('discards at once what is still being encrypted, which waits for the network, and never gives it', async () => {
    const { homeserver, open } = await newDevice()
    const send = homeserver.send.bind(homeserver)
    const encrypted = Promise.withResolvers<void>()
    homeserver.send = async (entry, give) => {
      await encrypted.promise
      return send(entry, give)
    }
    const outbox = await open()
    outbox.wake()
    const txnId = await outbox.send(room, eventTypes.message, text('one'))
    await vi.waitFor(() => expect(outbox.entries()[0]?.state).toBe('sending'))
    await outbox.discard(txnId)
    expect(outbox.entries()).toEqual([])
    await expect(outbox.sent(txnId)).rejects.toThrow(Discarded)
    encrypted.resolve()
    await outbox.sent(await outbox.send(room, eventTypes.message, text('two')))
    expect(homeserver.bodies).toEqual(['two'])
  })
})

describe('a message with a file', () => {
  it('goes when its file is there, before what was written after it', async () => {
    const { homeserver, open } = await newDevice()
    const sent: unknown[] = []
    const send = homeserver.send.bind(homeserver)
    homeserver.send = async (entry, give) => {
      sent.push(entry.content)
      return send(entry, give)
    }
    const outbox = await open()
    outbox.wake()
    const uploaded = outbox.uploaded(await outbox.send(room, 'm.room.message', picture))
    await outbox.sent(await outbox.send(room, 'm.room.message', text('after')))
    expect(await uploaded).toEqual(sent[0])
    expect(await outbox.uploaded('unknown')).toBeNull()
    expect(homeserver.uploads.uploaded).toEqual([fileUrl, thumbnailUrl])
    expect(homeserver.uploads.forgotten).toEqual([fileUrl, thumbnailUrl])
    expect(sent).toEqual([
      {
        ...picture,
        file: { url: 'mxc://nord.example/1' },
        info: { thumbnail_file: { url: 'mxc://nord.example/2' } },
      },
      text('after'),
    ])
  })

  it('uploads nothing twice over an interruption and a reload', async () => {
    const { homeserver, open } = await newDevice()
    homeserver.uploads.answers.push(null, new ConnectionError('cut'))
    const first = await open()
    first.wake()
    await first.send(room, 'm.room.message', picture)
    await vi.waitFor(() => expect(homeserver.uploads.forgotten).toEqual([fileUrl]))
    first.close()
    const second = await open()
    const txnId = second.entries()[0]?.txnId ?? ''
    second.wake()
    await second.sent(txnId)
    expect(homeserver.uploads.uploaded).toEqual([fileUrl, thumbnailUrl])
    expect(homeserver.attempts).toHaveLength(1)
  })

  it('says how far its file is, and stops when it is discarded, leaving nothing behind', async () => {
    const { homeserver, open } = await newDevice()
    homeserver.uploads.answers.push('hang')
    const outbox = await open()
    outbox.wake()
    const txnId = await outbox.send(room, 'm.room.message', picture)
    await vi.waitFor(() => expect(outbox.progress().get(txnId)).toBe(0.5))
    const uploaded = expect(outbox.uploaded(txnId)).rejects.toThrow(Discarded)
    await outbox.discard(txnId)
    await uploaded
    expect(outbox.entries()).toEqual([])
    expect(outbox.progress().size).toBe(0)
    expect(homeserver.uploads.forgotten).toEqual([fileUrl, thumbnailUrl])
    await outbox.sent(await outbox.send(room, 'm.room.message', text('next')))
    expect(homeserver.bodies).toEqual(['next'])
  })

  it.each([
    ['too large for the homeserver', refused(413), 'too-large'],
    ['thrown away by the browser', new NotSendable('file-lost'), 'file-lost'],
  ])('%s waits for the person', async (_, answer, code) => {
    const { homeserver, open } = await newDevice()
    homeserver.uploads.answers.push(answer)
    const outbox = await open()
    outbox.wake()
    await outbox.send(room, 'm.room.message', picture)
    await vi.waitFor(() => expect(outbox.entries()).toMatchObject([{ state: 'failed', error: code }]))
    expect(homeserver.attempts).toEqual([])
  })
})
