import { once } from 'node:events'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join, relative } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import {
  ClientEvent,
  type MatrixClient,
  type MatrixEvent,
  MatrixEventEvent,
  RoomEvent,
  RoomStateEvent,
} from 'matrix-js-sdk'
import type { IRoomEvent } from 'matrix-widget-api'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import type { RoomId } from '#shared/matrix/ids.ts'

/** Element Call as it is released, in the call of a room. */
export type ElementCall = {
  /** Of the others, as it shows them. */
  pictures: Locator
  /** Energy of what is heard of the others within that time; 0 is silence. */
  soundOf(withinMs: number): Promise<number>
  /** From the lobby; gives how long it took from the press to the first picture of another, in milliseconds. */
  join(): Promise<number>
  hangUp(): Promise<void>
} & AsyncDisposable

type Parts = {
  client: MatrixClient
  roomId: RoomId
  /** Otherwise it joins at once. */
  hasLobby?: boolean
}

const require = createRequire(import.meta.url)
const files = join(dirname(require.resolve('@element-hq/element-call-embedded/package.json')), 'dist')
const widgetApi = require.resolve('matrix-widget-api/dist/api.min.js')
const widgetId = 'element-call'

type Acts = Record<string, (...args: never[]) => unknown>

const plain = (event: MatrixEvent) =>
  ({ ...event.getEffectiveEvent(), room_id: event.getRoomId(), event_id: event.getId() }) as IRoomEvent

/** What Element Web does for the widget: the widget speaks Matrix through it alone. */
const actsOf = (client: MatrixClient, roomId: RoomId): Acts => {
  const room = () => {
    const found = client.getRoom(roomId)
    if (!found) throw new Error('the room is there')
    return found
  }
  return {
    async sendEvent(type: string, content: object, stateKey: string | null) {
      const sent =
        stateKey === null
          ? client.sendEvent(roomId, type as never, content as never)
          : client.sendStateEvent(roomId, type as never, content as never, stateKey)
      return { roomId, eventId: (await sent).event_id }
    },
    async sendDelayedEvent(delay: number, type: string, content: object, stateKey: string) {
      const { delay_id: delayId } = await client._unstable_sendDelayedStateEvent(
        roomId,
        { delay },
        type as never,
        content as never,
        stateKey,
      )
      return { roomId, delayId }
    },
    updateDelayedEvent: (id: string, action: 'cancel' | 'restart' | 'send') =>
      client._unstable_updateDelayedEvent(id, action as never),
    async sendToDevice(type: string, _isEncrypted: boolean, contents: Record<string, Record<string, object>>) {
      for (const [userId, devices] of Object.entries(contents))
        for (const [deviceId, content] of Object.entries(devices)) {
          const batch = await client
            .getCrypto()
            ?.encryptToDeviceMessages(type, [{ userId, deviceId }], content as Record<string, never>)
          if (batch) await client.queueToDevice(batch)
        }
    },
    readRoomState(_room: string, type: string, stateKey: string | null) {
      const { currentState } = room()
      const found =
        stateKey === null ? currentState.getStateEvents(type) : [currentState.getStateEvents(type, stateKey)]
      return found.flatMap((event) => (event ? [plain(event)] : []))
    },
    openId: () => client.getOpenIdToken(),
    rtcTransports: async () => ({ rtc_transports: await client._unstable_getRTCTransports() }),
  }
}

type Host = {
  mxwidgets(): typeof import('matrix-widget-api')
  ask(act: string, args: readonly unknown[]): Promise<unknown>
  feed(kind: 'state' | 'event' | 'device', event: IRoomEvent, isEncrypted: boolean): Promise<void>
}

/** In the page: the frame, and what answers it. */
const hostWidget = ([url, id, userId, roomId]: readonly string[]) => {
  const host = globalThis as unknown as Host
  const { ClientWidgetApi, Widget, WidgetDriver } = host.mxwidgets()
  const ask = (act: string, ...args: unknown[]) => host.ask(act, args) as Promise<never>
  class Driver extends WidgetDriver {
    override validateCapabilities = async (wanted: Set<string>) => wanted
    override sendEvent = (type: string, content: unknown, stateKey: string | null = null) =>
      ask('sendEvent', type, content, stateKey)
    override sendDelayedEvent = (delay: number, type: string, content: unknown, stateKey: string | null = null) =>
      ask('sendDelayedEvent', delay, type, content, stateKey)
    override cancelScheduledDelayedEvent = (delayId: string) => ask('updateDelayedEvent', delayId, 'cancel')
    override restartScheduledDelayedEvent = (delayId: string) => ask('updateDelayedEvent', delayId, 'restart')
    override sendScheduledDelayedEvent = (delayId: string) => ask('updateDelayedEvent', delayId, 'send')
    override sendToDevice = (type: string, isEncrypted: boolean, contents: object) =>
      ask('sendToDevice', type, isEncrypted, contents)
    override readRoomState = (room: string, type: string, stateKey: string | null = null) =>
      ask('readRoomState', room, type, stateKey)
    override readRoomTimeline = async () => []
    override readRoomAccountData = async () => []
    override readStickyEvents = async () => []
    override getKnownRooms = () => []
    override getRtcTransports = () => ask('rtcTransports')
    override askOpenID = (observer: { update(update: never): void }) =>
      void ask('openId').then((token) => observer.update({ state: 'allowed', token } as never))
  }
  const frame = document.body.appendChild(document.createElement('iframe'))
  frame.allow = 'camera; microphone; display-capture; autoplay'
  frame.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%; border: 0'
  const widget = new Widget({ id, creatorUserId: userId, type: 'm.call', url, waitForIframeLoad: false } as never)
  const api = new ClientWidgetApi(widget, frame, new Driver())
  api.setViewedRoomId(roomId as string)
  for (const action of ['io.element.join', 'io.element.close', 'im.vector.hangup', 'io.element.device_mute'])
    api.on(`action:${action}`, (event: CustomEvent) => {
      event.preventDefault()
      api.transport.reply(event.detail, {})
    })
  api.on('action:set_always_on_screen', (event: CustomEvent) => {
    event.preventDefault()
    api.transport.reply(event.detail, { success: true } as never)
  })
  host.feed = (kind, event, isEncrypted) => {
    if (kind === 'state') return api.feedStateUpdate(event)
    return kind === 'event' ? api.feedEvent(event) : api.feedToDevice(event, isEncrypted)
  }
  frame.src = url as string
}

/** From where a browser loads it; it calls the clinics of this machine, so that it has to come from this machine too. */
const serveFiles = async (): Promise<{ home: string } & AsyncDisposable> => {
  const app = new Hono()
    .get('/host', (c) => c.html('<!doctype html><title>Host</title>'))
    .use(serveStatic({ root: relative(process.cwd(), files) }))
  const server = createAdaptorServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    home: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close()
    },
  }
}

/** What comes in to the device goes on to the widget. Returns how to stop. */
const feedFrom = (client: MatrixClient, roomId: RoomId, page: Page) => {
  const feed = (kind: 'state' | 'event' | 'device', event: IRoomEvent, isEncrypted = false) =>
    void page
      .evaluate((parts) => (globalThis as unknown as Host).feed(...parts), [kind, event, isEncrypted] as const)
      // The page may be gone.
      .catch(() => {})
  const isHere = (event: MatrixEvent) => event.getRoomId() === roomId
  const onState = (event: MatrixEvent) => {
    if (isHere(event)) feed('state', plain(event))
  }
  const onEvent = (event: MatrixEvent) => {
    if (isHere(event) && !event.isEncrypted()) feed('event', plain(event))
  }
  const onDecrypted = (event: MatrixEvent) => {
    if (isHere(event)) feed('event', plain(event))
  }
  const onToDevice = ({ message, encryptionInfo }: { message: unknown; encryptionInfo: unknown }) =>
    feed('device', message as IRoomEvent, encryptionInfo !== null)
  client.on(RoomStateEvent.Events, onState)
  client.on(RoomEvent.Timeline, onEvent)
  client.on(MatrixEventEvent.Decrypted, onDecrypted)
  client.on(ClientEvent.ReceivedToDeviceMessage, onToDevice)
  return () => {
    client.off(RoomStateEvent.Events, onState)
    client.off(RoomEvent.Timeline, onEvent)
    client.off(MatrixEventEvent.Decrypted, onDecrypted)
    client.off(ClientEvent.ReceivedToDeviceMessage, onToDevice)
  }
}

/**
 * Takes part in the call with a device of somebody, as Element Web does with the widget that it carries; in a context of
 * its own, which it closes.
 */
export const openElementCall = async (
  context: BrowserContext,
  { client, roomId, hasLobby = false }: Parts,
): Promise<ElementCall> => {
  await context.grantPermissions(['camera', 'microphone'])
  const served = await serveFiles()
  const { home } = served
  const page = await context.newPage()
  const acts = actsOf(client, roomId)
  await page.exposeFunction('ask', (act: string, args: never[]) => acts[act]?.(...args))
  await page.goto(`${home}/host`)
  await page.addScriptTag({ path: widgetApi })
  const stop = feedFrom(client, roomId, page)
  const userId = client.getSafeUserId()
  const wishes = new URLSearchParams({
    userId,
    deviceId: client.getDeviceId() ?? '',
    baseUrl: client.baseUrl,
    roomId,
    perParticipantE2EE: 'true',
    intent: 'join_existing',
    skipLobby: String(!hasLobby),
    confineToRoom: 'true',
    header: 'none',
    lang: 'en',
  })
  const address = new URLSearchParams({ widgetId, parentUrl: `${home}/host` })
  await page.evaluate(hostWidget, [`${home}/index.html?${address}#?${wishes}`, widgetId, userId, roomId] as const)

  const call = page.frameLocator('iframe')
  return {
    pictures: call.locator('video[data-lk-local-participant="false"]'),
    soundOf: (withinMs) =>
      call.locator('body').evaluate(async (body, durationMs) => {
        const context = new AudioContext()
        const analyser = context.createAnalyser()
        for (const heard of body.querySelectorAll('audio'))
          if (heard.srcObject instanceof MediaStream) context.createMediaStreamSource(heard.srcObject).connect(analyser)
        const samples = new Float32Array(analyser.fftSize)
        let energy = 0
        for (const until = performance.now() + durationMs; performance.now() < until; ) {
          analyser.getFloatTimeDomainData(samples)
          energy += samples.reduce((sum, sample) => sum + sample * sample, 0)
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
        await context.close()
        return energy
      }, withinMs),
    async join() {
      const button = call.getByRole('button', { name: /^Join/ })
      await button.waitFor()
      return button.evaluate(
        (pressed: HTMLElement) =>
          new Promise<number>((resolve) => {
            const since = performance.now()
            let watched: HTMLVideoElement | null = null
            const look = () => {
              const video = document.querySelector<HTMLVideoElement>('video[data-lk-local-participant="false"]')
              if (video && video !== watched) video.requestVideoFrameCallback((now) => resolve(now - since))
              watched = video
              requestAnimationFrame(look)
            }
            pressed.click()
            look()
          }),
      )
    },
    hangUp: () => call.getByRole('button', { name: 'End call' }).click(),
    async [Symbol.asyncDispose]() {
      stop()
      await context.close()
      await served[Symbol.asyncDispose]()
    },
  }
}
