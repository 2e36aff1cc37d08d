import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RoomId, ServerName } from '#shared/matrix/ids.ts'
import { freePorts } from '../../synapse-config/node/ports.ts'
import { addNewNode } from '../clinics/new-node.ts'
import { type Clinics, openClinics } from '../clinics/open-clinics.ts'
import { clinicOf, type TestClinics } from '../clinics/remote-clinics.ts'
import { type Following, followSync } from '../services/follow-sync.ts'
import { messagesOf, roomOf, say as write } from '../services/matrix-api.ts'
import { movePartner, propose, restorePartnership } from '../services/partner-api.ts'
import { type Somebody, signedIn, somebodyAt } from '../services/somebody.ts'
import { until } from '../services/until.ts'
import { type Figure, figure, print } from './figures.ts'
import { sharedMemoryOf } from './memory.ts'

const full = { clinics: 15, onboarded: 3, suspensions: 5, messages: 20, searches: 20, restMs: 20_000 }
const small = { clinics: 4, onboarded: 1, suspensions: 1, messages: 3, searches: 3, restMs: 3_000 }

/** Longer than anything that was let through is on its way, by far. */
const silenceMs = 3_000
const betweenMs = 20

/** From nothing to a message from its first admin at another clinic, by what admins do by hand as fast as it goes. */
const measureOnboarding = async ({ nord }: TestClinics, samples: number): Promise<Figure[]> => {
  const [chief, anna] = [await somebodyAt(nord, { role: 'admin' }), await somebodyAt(nord)]
  const times: Record<'made' | 'whole', number[]> = { made: [], whole: [] }
  for (let sample = 0; sample < samples; sample += 1) {
    const startedAt = performance.now()
    await using ost = await addNewNode(nord)
    times.made.push(performance.now() - startedAt)
    const uwe = await signedIn(ost.clinic, ost.account)
    await propose(uwe, nord)
    await propose(chief, ost.clinic)
    const room = await roomOf(uwe, anna)
    await write(uwe, room, 'Wir sind da.')
    await until('the first message', async () => (await messagesOf(anna, room)).includes('Wir sind da.'))
    times.whole.push(performance.now() - startedAt)
    await movePartner(chief, ost.clinic, 'ended')
  }
  return [figure('federation.onboard', 'ms', times.whole), figure('federation.onboard.made', 'ms', times.made)]
}

/** Says something again and again; tells how often. */
const keepSaying = (by: Somebody, room: RoomId) => {
  let isOver = false
  const said = async () => {
    let count = 0
    for (; !isOver; count += 1) {
      await write(by, room, String(count))
      await sleep(betweenMs)
    }
    return count
  }
  const saying = said()
  return () => {
    isOver = true
    return saying
  }
}

/** Notes when the last message of a room has come, as often as it can be asked. */
const keepListening = (phone: Following, room: RoomId) => {
  let isOver = false
  let [count, lastAt] = [0, 0]
  const heard = async () => {
    while (!isOver) {
      const { length } = await phone.textsOf(room)
      if (length > count) lastAt = performance.now()
      count = length
      await sleep(betweenMs)
    }
    return { count, lastAt }
  }
  const hearing = heard()
  return {
    count: () => count,
    stop() {
      isOver = true
      return hearing
    },
  }
}

/** From the admin's asking to the coming of the last message, whichever way; while both sides go on writing. */
const measureSuspension = async ({ nord, sued }: TestClinics, samples: number): Promise<Figure[]> => {
  const [chief, chiefOfSued] = [await somebodyAt(nord, { role: 'admin' }), await somebodyAt(sued, { role: 'admin' })]
  const times: Record<'last' | 'answered', number[]> = { last: [], answered: [] }
  for (let sample = 0; sample < samples; sample += 1) {
    const [anna, bert] = [await somebodyAt(nord), await somebodyAt(sued)]
    // Each has a room of their own to hear in: what they say themselves does not count.
    const rooms = [await roomOf(anna, bert), await roomOf(bert, anna)] as const
    const heard = [keepListening(await followSync(bert), rooms[0]), keepListening(await followSync(anna), rooms[1])]
    const said = [keepSaying(anna, rooms[0]), keepSaying(bert, rooms[1])]
    await until('messages both ways', async () => heard.every(({ count }) => count() > 0))
    const askedAt = performance.now()
    await movePartner(chief, sued, 'suspended')
    times.answered.push(performance.now() - askedAt)
    await sleep(silenceMs)
    const sent = await Promise.all(said.map((stop) => stop()))
    const came = await Promise.all(heard.map(({ stop }) => stop()))
    for (const [way, { count, lastAt }] of came.entries()) {
      if (count >= (sent[way] ?? 0)) throw new Error('nothing was kept back')
      times.last.push(Math.max(0, lastAt - askedAt))
    }
    await restorePartnership(chief, chiefOfSued)
  }
  return [figure('federation.suspend', 'ms', times.last), figure('federation.suspend.answered', 'ms', times.answered)]
}

const processesOf = ({ parts }: Clinics['all'][number]): number[] =>
  Object.values(parts).flatMap((part) => part.mark()?.pid ?? [])

const someoneOf = (clinic: Clinics['all'][number]): Promise<Somebody> => {
  const [person] = clinic.people
  if (!person) throw new Error(`nobody works at ${clinic.name}`)
  return signedIn(clinicOf(clinic.serverName, clinic), person)
}

/** From sending to where the last of all others can read it. */
const measureMessages = async (name: string, people: readonly Somebody[], samples: number): Promise<Figure> => {
  const [first, ...others] = people
  if (!first) throw new Error('nobody says anything')
  const room = await roomOf(first, ...others)
  const phones = await Promise.all(others.map(followSync))
  const times: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    const text = `An alle ${sample}`
    const saidAt = performance.now()
    await write(first, room, text)
    await Promise.all(
      phones.map((phone) =>
        until(`${text} at everybody`, async () => (await phone.textsOf(room)).includes(text), 120_000),
      ),
    )
    times.push(performance.now() - saidAt)
  }
  return figure(name, 'ms', times)
}

type Part = { state: 'asked' | 'answered' | 'silent'; server?: ServerName }

/** One search as the page makes it: when the last clinic that lives has answered, and when it is over. */
const searchEverywhere = async ({ clinic, serviceToken }: Somebody, q: string) => {
  const askedAt = performance.now()
  const answer = await fetch(`${clinic.reachableUrl}/api/directory/search/arriving?q=${encodeURIComponent(q)}`, {
    headers: { authorization: `Bearer ${serviceToken}` },
  })
  if (!answer.ok || !answer.body) throw new Error(`the directory answered ${answer.status}`)
  let [rest, lastMs] = ['', 0]
  const parts: Part[] = []
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const part = JSON.parse(line) as Part
      parts.push(part)
      if (part.state === 'answered') lastMs = performance.now() - askedAt
    }
  }
  const count = (state: Part['state']) => parts.filter((part) => part.state === state).length
  return { lastMs, wholeMs: performance.now() - askedAt, answered: count('answered'), silent: count('silent') }
}

/** With one clinic that refuses and one that says nothing. */
const measureDirectory = async (name: string, clinics: Clinics, asking: Somebody, samples: number) => {
  const [silent, refusing] = clinics.all.slice(-2)
  const frozen = silent?.parts.gateway.mark()?.pid
  if (!frozen || !refusing) throw new Error('two clinics are needed that are dead')
  await refusing.parts.gateway.kill()
  process.kill(frozen, 'SIGSTOP')
  const times: Record<'last' | 'whole', number[]> = { last: [], whole: [] }
  try {
    for (let sample = 0; sample < samples; sample += 1) {
      const found = await searchEverywhere(asking, 'Dr')
      if (found.answered !== clinics.all.length - 2 || found.silent !== 2)
        throw new Error(`${found.answered} clinics have answered, ${found.silent} have not`)
      times.last.push(found.lastMs)
      times.whole.push(found.wholeMs)
    }
  } finally {
    process.kill(frozen, 'SIGCONT')
    await refusing.parts.gateway.start()
  }
  return [figure(name, 'ms', times.last), figure(`${name}.over`, 'ms', times.whole)]
}

/** So many clinics on one machine, each the partner of every other. */
const measureMany = async (folder: string, say: (line: string) => void, amounts: typeof full): Promise<void> => {
  const name = `federation.clinics${amounts.clinics}`
  const startedAt = performance.now()
  await using clinics = await openClinics({
    folder: join(folder, 'clinics'),
    ports: await freePorts(amounts.clinics),
    say,
    messageRate: { perSecond: 100, burst: 1000 },
  })
  print(figure(`${name}.start`, 'ms', [performance.now() - startedAt]))
  await sleep(amounts.restMs)
  const memory = clinics.all.map((clinic) => sharedMemoryOf(processesOf(clinic)) / 1024 ** 2)
  print(figure(`${name}.mb_per_clinic`, 'MB', memory))

  const people: Somebody[] = []
  for (const clinic of clinics.all) people.push(await someoneOf(clinic))
  print(await measureMessages(`${name}.message`, people, amounts.messages))
  const [asking] = people
  if (!asking) throw new Error('nobody asks')
  const directory = `federation.directory${amounts.clinics}`
  for (const found of await measureDirectory(directory, clinics, asking, amounts.searches)) print(found)
}

/** What it takes to bring clinics together, to keep them apart, and to run many of them. */
export const benchFederation = async ({
  clinics,
  folder,
  say,
  isSmall,
}: {
  clinics: TestClinics
  folder: string
  say(line: string): void
  isSmall: boolean
}): Promise<void> => {
  const amounts = isSmall ? small : full
  say('A new clinic …')
  for (const found of await measureOnboarding(clinics, amounts.onboarded)) print(found)
  say('Suspending …')
  for (const found of await measureSuspension(clinics, amounts.suspensions)) print(found)
  say(`${amounts.clinics} clinics …`)
  await measureMany(folder, say, amounts)
}
