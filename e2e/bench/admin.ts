import { openBrowser } from '../browser.ts'
import { askService } from '../clinics/open-clinics.ts'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { openPage } from '../people/administration.ts'
import { openPerson, type Person, signInFirst } from '../people/person.ts'
import { addRooms } from '../services/large-account.ts'
import { addPeople } from '../services/many-people.ts'
import { type Somebody, signedIn } from '../services/somebody.ts'
import { type Figure, figure, print } from './figures.ts'
import { whenDone, whenShown } from './stopwatch.ts'

const full = { people: 20_000, rooms: 20_000, samples: 20 }
const small = { people: 500, rooms: 100, samples: 3 }

type List = 'people' | 'rooms'
type Page = { total: number; next: string | null }

/** A page of the list as the service gives it: the first, one that is searched for, and one near the end. */
const measureService = async (
  admin: Somebody,
  list: List,
  { name, searches, deep }: { name: string; searches: readonly string[]; deep: number },
): Promise<Figure[]> => {
  const ask = async (query: Record<string, string>): Promise<number> => {
    const askedAt = performance.now()
    await askService<Page>(admin.clinic, admin, 'GET', `/api/admin/${list}?${new URLSearchParams(query)}`)
    return performance.now() - askedAt
  }
  const times: Record<'page' | 'search' | 'last_page', number[]> = { page: [], search: [], last_page: [] }
  for (const q of searches) {
    times.page.push(await ask({ q: '', from: '0' }))
    times.search.push(await ask({ q, from: '0' }))
    times.last_page.push(await ask({ q: '', from: String(deep) }))
  }
  return Object.entries(times).map(([what, measured]) => figure(`admin.${name}.${what}`, 'ms', measured))
}

/** From the click on the page of the administration to its first entries on the screen. */
const measureShown = async (
  person: Person,
  { link, first, name }: { link: string; first: string; name: string },
  samples: number,
): Promise<Figure> => {
  const { page } = person
  const times: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    await openPage(person, 'Abteilungen')
    await page.getByRole('button', { name: 'Abteilung anlegen' }).waitFor()
    const [pressed, shown] = await Promise.all([
      whenDone(page, 'click'),
      whenShown(page, 'main li', first),
      page.getByRole('navigation', { name: 'Verwaltung' }).getByRole('link', { name: link }).click(),
    ])
    times.push(shown - pressed)
  }
  return figure(`admin.${name}`, 'ms', times)
}

/** What the admin of a large clinic waits for in its lists. */
export const benchAdmin = async ({
  clinics: { nord },
  say,
  isSmall,
}: {
  clinics: TestClinics
  say(line: string): void
  isSmall: boolean
}): Promise<void> => {
  const amounts = isSmall ? small : full
  say(`Making ${amounts.people} people and ${amounts.rooms} rooms …`)
  const names = await addPeople(nord, amounts.people)
  await addRooms(nord, amounts.rooms)
  const account = await nord.newPerson({ name: 'Ada Leitung', role: 'admin' })
  const admin = await signedIn(nord, account)
  const peopleName = `people${amounts.people}`
  const roomsName = `rooms${amounts.rooms}`

  say('Lists of the service …')
  const every = Math.floor(amounts.people / amounts.samples)
  const searches = names.filter((_, at) => at % every === 0).slice(0, amounts.samples)
  for (const found of await measureService(admin, 'people', {
    name: peopleName,
    searches,
    deep: amounts.people - 50,
  }))
    print(found)
  for (const found of await measureService(admin, 'rooms', {
    name: roomsName,
    searches: searches.map(() => 'Notaufnahme'),
    deep: amounts.rooms - 25,
  }))
    print(found)

  say('Lists on the screen …')
  await using browser = await openBrowser()
  await using ada = await openPerson(browser, nord, account)
  await signInFirst(ada)
  const [first = ''] = names
  print(await measureShown(ada, { link: 'Personen', first, name: peopleName }, amounts.samples))
  print(await measureShown(ada, { link: 'Räume', first: 'Ansehen', name: roomsName }, amounts.samples))
}
