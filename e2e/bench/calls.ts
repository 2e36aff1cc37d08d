import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RoomId } from '#shared/matrix/ids.ts'
import { openProfile } from '../browser.ts'
import type { TestClinic, TestClinics } from '../clinics/remote-clinics.ts'
import { openRelay, putBehindFirewall } from '../faults/call-relay.ts'
import { backToConversation, countFrames, enterCall, hangUp, joinCall, openCall, pictureOf } from '../people/calls.ts'
import { acceptInvitationFrom, message, openConversationWith, say as write } from '../people/messages.ts'
import { type Person, signInFirst } from '../people/person.ts'
import { createRoom, join as joinRoom } from '../services/matrix-api.ts'
import { type Somebody, somebodyAt } from '../services/somebody.ts'
import { type BarePage, openBarePage } from './bare-call.ts'
import { measureElementCall } from './element-call.ts'
import { type Figure, figure, print, ratio } from './figures.ts'
import { openMeasured } from './measured-people.ts'
import { measurePointer } from './pointer.ts'
import { allProcesses, browserOf } from './processes.ts'
import { whenDone, whenFrame } from './stopwatch.ts'
import { measureTokens } from './tokens.ts'

const full = {
  warm: 20,
  cold: 20,
  bare: 20,
  elementCall: 10,
  recoveries: 5,
  pointer: 100,
  tokenSeconds: 10,
  sizes: [2, 4, 8],
  watchSeconds: 10,
}
const small = {
  warm: 3,
  cold: 2,
  bare: 3,
  elementCall: 2,
  recoveries: 1,
  pointer: 20,
  tokenSeconds: 2,
  sizes: [2],
  watchSeconds: 3,
}

/** From the press to the first picture of the other, in milliseconds. */
const timeOfJoining = async (waiting: Person, joining: Person): Promise<number> => {
  const [pressed, seen] = await Promise.all([
    whenDone(joining.page, 'click'),
    whenFrame(joining.page, `Bild von ${waiting.name}`),
    enterCall(joining),
  ])
  return seen - pressed
}

/** Both have the same conversation open, before and after. The one waits in its call, the other one comes again and again. */
export const measureJoining = async (
  name: string,
  waiting: Person,
  joining: Person,
  samples: number,
): Promise<Figure[]> => {
  const times: number[] = []
  await joinCall(waiting)
  for (let sample = 0; sample < samples; sample += 1) {
    await openCall(joining)
    times.push(await timeOfJoining(waiting, joining))
    await hangUp(joining)
    await backToConversation(joining)
    await pictureOf(waiting, joining.name).waitFor({ state: 'detached' })
  }
  await hangUp(waiting)
  await backToConversation(waiting)
  return [figure(name, 'ms', times)]
}

/** The same in a page that was only just loaded, and what it costs the joiner until the first picture. */
const measureColdJoining = async (waiting: Person, joining: Person, samples: number): Promise<Figure[]> => {
  const { page } = joining
  const [times, bytes, tasks]: [number[], number[], number[]] = [[], [], []]
  await joinCall(waiting)
  for (let sample = 0; sample < samples; sample += 1) {
    await page.reload()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Performance.enable')
    let received = 0
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      received += encodedDataLength
    })
    const taskMs = async () => {
      const { metrics } = await devtools.send('Performance.getMetrics')
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
    }
    await openCall(joining)
    const before = await taskMs()
    times.push(await timeOfJoining(waiting, joining))
    tasks.push((await taskMs()) - before)
    bytes.push(received)
    await devtools.detach()
    await hangUp(joining)
    await backToConversation(joining)
    await pictureOf(waiting, joining.name).waitFor({ state: 'detached' })
  }
  await hangUp(waiting)
  await backToConversation(waiting)
  return [
    figure('calls.first_frame.cold', 'ms', times),
    figure('calls.joiner.bytes', 'B', bytes),
    figure('calls.joiner.main_thread', 'ms', tasks),
  ]
}

/** livekit-client alone, at the same LiveKit: no Matrix, no keys, no encryption. */
const measureBareJoining = async (at: TestClinic, folder: string, samples: number): Promise<Figure> => {
  await using sending = await openProfile(join(folder, 'bare-sender'))
  await using receiving = await openProfile(join(folder, 'bare-receiver'))
  const [sender, receiver] = await Promise.all([somebodyAt(at), somebodyAt(at)])
  const room = await createRoom(sender, [receiver])
  await joinRoom(receiver, room)
  const publisher = await openBarePage(await sending.newPage(), at)
  await publisher.publish(sender, room)
  const page = await openBarePage(await receiving.newPage(), at)
  const times: number[] = []
  for (let sample = 0; sample < samples; sample += 1) times.push(await page.timeToFirstFrame(receiver, room))
  return figure('calls.first_frame.bare', 'ms', times)
}

/** From the moment that what was gone is there again to the next picture, of whom it was gone for. */
const measureRecoveries = async (
  { nord }: TestClinics,
  [ida, emil]: readonly [Person, Person],
  samples: number,
): Promise<Figure[]> => {
  const back = () => whenFrame(emil.page, `Bild von ${ida.name}`)
  const afterKill: number[] = []
  await joinCall(ida)
  await joinCall(emil)
  for (let sample = 0; sample < samples; sample += 1) {
    await countFrames(pictureOf(emil, ida.name), 10, 60_000)
    await nord.part('livekit', 'kill')
    await emil.page.waitForTimeout(1_000)
    await nord.part('livekit', 'start')
    const restored = Date.now()
    afterKill.push((await back()) - restored)
  }
  await hangUp(ida)
  await hangUp(emil)
  return [figure('calls.recovery.sfu_kill', 'ms', afterKill)]
}

/** By a relay that is cut, as a network is that somebody walks out of. */
const measureNetwork = async (
  { nord }: TestClinics,
  [ida, emil]: readonly [Person, Person],
  samples: number,
): Promise<Figure> => {
  const times: number[] = []
  await using relay = await openRelay(nord)
  await putBehindFirewall(ida.context, { transport: 'tcp', relay })
  await Promise.all([ida.page.reload(), emil.page.reload()])
  await backToConversation(ida)
  await backToConversation(emil)
  await joinCall(ida)
  await joinCall(emil)
  for (let sample = 0; sample < samples; sample += 1) {
    await countFrames(pictureOf(emil, ida.name), 10, 60_000)
    await ida.context.setOffline(true)
    await relay.cut()
    await ida.page.waitForTimeout(5_000)
    await relay.restore()
    await ida.context.setOffline(false)
    const restored = Date.now()
    times.push((await whenFrame(emil.page, `Bild von ${ida.name}`)) - restored)
  }
  await hangUp(ida)
  await hangUp(emil)
  return figure('calls.recovery.network_5s', 'ms', times)
}

const cpuOfSfu = ({ folder }: TestClinic): number =>
  allProcesses()
    .filter(({ command }) => command.includes(join(folder, 'livekit.yaml')))
    .reduce((sum, { cpuMs }) => sum + cpuMs, 0)
const cpuOfBrowser = (profile: string): number => browserOf(profile).reduce((sum, { cpuMs }) => sum + cpuMs, 0)

/** Everybody sees and hears everybody, each in a page of livekit-client: what LiveKit and a browser need for it. */
const measureSize = async (at: TestClinic, folder: string, size: number, seconds: number): Promise<Figure[]> => {
  const profile = join(folder, `size-${size}`)
  await using context = await openProfile(profile)
  const people: Somebody[] = await Promise.all(Array.from({ length: size }, () => somebodyAt(at)))
  const [first, ...others] = people
  if (!first) throw new Error('somebody has to be there')
  const room: RoomId = await createRoom(first, others)
  for (const other of others) await joinRoom(other, room)
  const pages: BarePage[] = []
  for (const person of people) {
    const page = await openBarePage(await context.newPage(), at)
    await page.publish(person, room)
    pages.push(page)
  }
  await Promise.all(pages.map((page) => page.seeing(size - 1)))
  const before = [cpuOfBrowser(profile), cpuOfSfu(at)] as const
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  const perPerson = (ms: number) => ms / size / (seconds * 1000)
  const browser = perPerson(cpuOfBrowser(profile) - before[0])
  const sfu = perPerson(cpuOfSfu(at) - before[1])
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  return [
    figure(`calls.cpu.browser.${size}`, 'cores', [browser]),
    figure(`calls.cpu.sfu.${size}`, 'cores', [sfu]),
    figure(`calls.sfu.participants_per_core.${size}`, 'participants', [1 / sfu]),
  ]
}

type Parts = { clinics: TestClinics; folder: string; say(line: string): void; isSmall: boolean }

/** What those who take part in a call wait for, and what it needs. */
export const benchCalls = async ({ clinics, folder, say, isSmall }: Parts): Promise<void> => {
  const amounts = isSmall ? small : full
  {
    await using measured = await openMeasured(clinics, folder)
    const { ida, emil } = measured
    const [{ recoveryKey }] = await Promise.all([signInFirst(emil), signInFirst(ida)])
    await openConversationWith(ida, emil.name)
    await write(ida, 'Guten Tag.')
    await acceptInvitationFrom(emil, ida.name)
    await message(emil, 'Guten Tag.').waitFor()
    say('Joining …')
    const [warm] = await measureJoining('calls.first_frame.warm', ida, emil, amounts.warm)
    const bare = await measureBareJoining(clinics.nord, folder, amounts.bare)
    if (!warm) throw new Error('one figure was asked for')
    for (const found of [warm, bare, ratio('calls.first_frame.warm.vs_bare', warm, bare)]) print(found)
    const elementCall = await measureElementCall(folder, ida, emil, recoveryKey, amounts.elementCall)
    for (const found of [elementCall, ratio('calls.first_frame.warm.vs_element_call', warm, elementCall)]) print(found)
    for (const found of await measureColdJoining(ida, emil, amounts.cold)) print(found)

    say('Looking at it together …')
    for (const found of await measurePointer(folder, [ida, emil], amounts.pointer)) print(found)

    say('Recovery …')
    for (const found of await measureRecoveries(clinics, [ida, emil], amounts.recoveries)) print(found)
    print(await measureNetwork(clinics, [ida, emil], amounts.recoveries))
  }

  say('Call tokens …')
  for (const found of await measureTokens(clinics, 'calls', amounts.tokenSeconds)) print(found)

  say('How many at once …')
  for (const size of amounts.sizes)
    for (const found of await measureSize(clinics.nord, folder, size, amounts.watchSeconds)) print(found)
}
