import type { EventId, ServerName, UserId } from '#shared/matrix/ids.ts'
import { openBrowser } from '../browser.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { acceptConsult, alert, beginRequest, fillRequest } from '../people/consults.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { goTo, type Person, signInFirst } from '../people/person.ts'
import { askConsult, move, newRequest } from '../services/consult-api.ts'
import { newDepartment } from '../services/department.ts'
import { addPastConsults } from '../services/many-consults.ts'
import { join } from '../services/matrix-api.ts'
import { type Somebody, sessionAt, signedIn, somebodyAt } from '../services/somebody.ts'
import { measureAppend } from './appending.ts'
import { type Figure, figure, print } from './figures.ts'
import { noteLongTasks } from './long-tasks.ts'
import { noteFrames } from './scroll.ts'
import { whenDone, whenShown } from './stopwatch.ts'

const full = { alerts: 20, consults: 16, seconds: 10, past: 10_000, pages: 200, scrollSeconds: 10, appends: 2_000 }
const small = { alerts: 2, consults: 4, seconds: 2, past: 500, pages: 20, scrollSeconds: 2, appends: 100 }

/** From the press that sends the request to the call on the specialist's screen. */
const measureAlert = async (asking: Person, answering: Person, samples: number): Promise<Figure[]> => {
  const times: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    await beginRequest(asking, 'Kardiologie')
    await fillRequest(asking, {
      priority: 'Notfall',
      patient: 'Messung, Mia',
      birthDate: '1961-02-03',
      question: `Frage ${sample + 1}?`,
    })
    await asking.page.getByRole('button', { name: 'Prüfen' }).click()
    const send = asking.page.getByRole('button', { name: 'Konsil senden' })
    await send.waitFor()
    const [pressed, shown] = await Promise.all([
      whenDone(asking.page, 'click'),
      whenShown(answering.page, '[aria-label="Wartende Konsile"]', asking.name),
      send.click(),
    ])
    times.push(shown - pressed)
    await acceptConsult(answering)
    await alert(answering).waitFor({ state: 'detached' })
  }
  return [figure('consults.alert', 'ms', times)]
}

/** Many consults of one clinic, each going back and forth between two states as fast as the clinic's service answers. */
const measureTransitions = async ({ nord, sued }: TestClinics, many: number, seconds: number): Promise<Figure[]> => {
  const asker = await somebodyAt(nord)
  const department = await newDepartment(sued, ['first'])
  const [specialist] = department.onCall
  if (!specialist) throw new Error('nobody is on call')
  const token = await sessionAt(nord, specialist)
  const rooms = await Promise.all(
    Array.from({ length: many }, async () => {
      const { roomId } = await askConsult(asker, newRequest(department))
      await join(specialist, roomId)
      const { task } = await move(nord, token, roomId, { to: 'accepted', expectedVersion: 1 })
      return { roomId, version: task.version }
    }),
  )
  const times: number[] = []
  const report = '$report' as EventId
  const startedAt = performance.now()
  const goOn = async (room: (typeof rooms)[number]) => {
    for (let step = 0; performance.now() - startedAt < seconds * 1000; step += 1) {
      const change =
        step % 2 === 0 ? ({ to: 'on-hold', reason: 'needs-imaging' } as const) : ({ to: 'in-progress' } as const)
      const askedAt = performance.now()
      const moved = await move(nord, token, room.roomId, { ...change, expectedVersion: room.version })
      times.push(performance.now() - askedAt)
      room.version = moved.task.version
    }
  }
  await Promise.all(rooms.map(goOn))
  const tookMs = performance.now() - startedAt
  await Promise.all(
    rooms.map(({ roomId, version }) =>
      move(nord, token, roomId, { to: 'completed', report, expectedVersion: version }),
    ),
  )
  return [
    figure('consults.transitions_per_s', '1/s', [times.length / (tookMs / 1000)]),
    figure('consults.transition', 'ms', times),
  ]
}

/** Of one who has so many: a page of them by itself, one that is searched for, and the last one. */
const measurePages = async (of: Somebody, samples: number): Promise<Figure[]> => {
  const ask = async (query: Record<string, string>): Promise<[ms: number, next: string | null]> => {
    const askedAt = performance.now()
    const path = `/api/consults?${new URLSearchParams({ is: 'over', ...query })}`
    const { next } = await askService<{ next: string | null }>(of.clinic, of, 'GET', path)
    return [performance.now() - askedAt, next]
  }
  const [pages, searches]: [number[], number[]] = [[], []]
  let after: string | null = null
  for (let page = 0; page < samples; page += 1) {
    const answered: [number, string | null] = await ask(after === null ? {} : { after })
    pages.push(answered[0])
    after = answered[1]
    if (page % 4 === 0) searches.push((await ask({ q: `Neuro ${page}` }))[0])
  }
  return [figure('consults.worklist.page', 'ms', pages), figure('consults.worklist.search', 'ms', searches)]
}

/** The list of the same person on the screen: how soon it is there, and whether it stutters. */
const measureWorklist = async (person: Person, seconds: number): Promise<Figure[]> => {
  const { page } = person
  const entry = 'a[href^="/consults/!"]'
  await goTo(person, 'Nachrichten')
  // Still on the screen, it would be shown before anybody asks for it.
  await page.locator(entry).first().waitFor({ state: 'detached' })
  const [pressed, shown] = await Promise.all([
    whenDone(page, 'click'),
    whenShown(page, entry, ''),
    goTo(person, 'Konsile'),
  ])
  await page.locator(entry).first().hover()
  const [frames, tasks] = [noteFrames(page, seconds * 1000), noteLongTasks(page, seconds * 1000)]
  const until = performance.now() + seconds * 1000
  while (performance.now() < until) {
    await page.mouse.wheel(0, 900)
    await page.waitForTimeout(60)
  }
  const long = await tasks
  return [
    figure('consults.worklist.shown', 'ms', [shown - pressed]),
    figure('consults.worklist.frame', 'ms', await frames),
    figure('consults.worklist.long_tasks', 'tasks', [long.length]),
    figure('consults.worklist.longest_task', 'ms', [Math.max(0, ...long)]),
    figure('consults.worklist.scrolled_to', 'entries', [await page.locator(entry).count()]),
  ]
}

type Parts = { clinics: TestClinics; folder: string; say(line: string): void; isSmall: boolean }

/** What a consult costs those who wait for it, and one who has had thousands. */
export const benchConsults = async ({ clinics, folder, say, isSmall }: Parts): Promise<void> => {
  const amounts = isSmall ? small : full
  const { nord, sued } = clinics
  await using browser = await openBrowser()
  await using ida = await newPhysician(browser, nord, 'Dr. Ida Konsil')
  await using emil = await newCardiologist(browser, sued, 'Dr. Emil Konsil')
  await Promise.all([signInFirst(ida), signInFirst(emil)])

  say('Alerts …')
  for (const found of await measureAlert(ida, emil, amounts.alerts)) print(found)

  say('Transitions …')
  for (const found of await measureTransitions(clinics, amounts.consults, amounts.seconds)) print(found)

  say(`A worklist of ${amounts.past} …`)
  const who = {
    requester: ida.userId as UserId,
    consultant: emil.userId as UserId,
    serverName: sued.serverName as ServerName,
  }
  addPastConsults(nord, who, amounts.past)
  const owner = await signedIn(nord, ida.account)
  for (const found of await measurePages(owner, amounts.pages)) print(found)
  await ida.page.reload()
  for (const found of await measureWorklist(ida, amounts.scrollSeconds)) print(found)

  say('The log of accesses …')
  for (const found of await measureAppend(folder, amounts.past, amounts.appends)) print(found)
}
