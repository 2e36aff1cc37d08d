import type { Locator } from 'playwright-core'
import { typeInDirectory } from './directory.ts'
import type { Person } from './person.ts'
import { openAddress } from './views.ts'

/** Two presses in the rail, which then says `state`. */
export const chooseAvailability = async ({ page }: Person, choice: string, state: string): Promise<void> => {
  await page.getByRole('button', { name: /Ihre Verfügbarkeit/ }).click()
  await page.getByRole('menuitemcheckbox', { name: choice, exact: true }).click()
  await page.getByRole('button', { name: `Ihre Verfügbarkeit: ${state}` }).waitFor()
}

/** `YYYY-MM-DD` of a day from today on, as the person's calendar says. */
export const dayFromToday = ({ page }: Person, days: number): Promise<string> =>
  page.evaluate((added) => {
    const day = new Date()
    day.setDate(day.getDate() + added)
    return day.toLocaleDateString('sv-SE')
  }, days)

/** From today to tomorrow, with a cover who gets what is written. */
export const beAbsent = async (person: Person, cover: string): Promise<void> => {
  const { page } = person
  await openAddress(person, '/settings/reach')
  await page.getByLabel('Letzter Tag').fill(await dayFromToday(person, 1))
  await page.getByLabel('Vertretung suchen').fill(cover)
  await page.getByRole('listitem').filter({ hasText: cover }).getByRole('button', { name: 'Wählen' }).click()
  // What was pressed is gone: the keyboard goes on from what came in its place.
  await page
    .getByRole('button', { name: `${cover} als Vertretung entfernen` })
    .and(page.locator(':focus'))
    .waitFor()
  await page.getByLabel('Nachrichten an mich gehen auch an die Vertretung').check()
  await page.getByRole('button', { name: 'Abwesenheit speichern' }).click()
  await page.getByText(/^Eingetragen: /).waitFor()
}

/** Above the field to write in. */
export const notice = ({ page }: Person, text: string): Locator => page.getByRole('status').filter({ hasText: text })

export const findInDirectory = async (person: Person, name: string): Promise<Locator> => {
  await openAddress(person, '/directory')
  return typeInDirectory(person, name)
}

/** Unix time in ms until which the browser shows notifications without a sound; null: it makes them. */
export const silentUntil = ({ page }: Person): Promise<number | null> =>
  page.evaluate(async () => {
    const kept = await (await caches.open('consilium-notifications')).match('/notification-settings')
    return kept ? (await kept.json()).silentUntil : null
  })
