import type { Browser, BrowserContext, Page } from 'playwright-core'
import { desktop, type Look, openDevice, takePicture, wantsPictures } from '../browser.ts'
import type { DemoPerson } from '../clinics/people.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import { followTraffic } from './traffic.ts'

/** What we follow on a page so that no fault passes unseen. */
const watch = (page: Page, faults: string[]) => {
  page.on('pageerror', (error) => faults.push(`${error.name}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Uncaught|part-failed/.test(message.text()))
      faults.push(message.text())
  })
}

/** One human at one device. */
export type Person = {
  name: string
  userId: string
  clinic: TestClinic
  account: DemoPerson
  page: Page
  context: BrowserContext
  /** Uncaught errors and refused policies of the page: a test ends with none. */
  faults: string[]
  /** Requests that were refused, failed, or wait. */
  traffic(): string[]
  /** Keeps what the page shows, where somebody wants to look at it. */
  picture(name: string): Promise<void>
} & AsyncDisposable

/** What a page shows, and what went wrong on it. */
export type Watched = Pick<Person, 'page' | 'faults' | 'traffic' | 'picture'> & AsyncDisposable

/** Opens an address on a device of somebody, which goes with it. `page` may be exchanged for another one. */
export const openWatched = async (context: BrowserContext, address: string): Promise<Watched> => {
  const traffic = followTraffic(context)
  const page = await context.newPage()
  const faults: string[] = []
  watch(page, faults)
  await page.goto(address)
  const watched: Watched = {
    page,
    faults,
    traffic,
    async picture(name) {
      if (wantsPictures) await takePicture(watched.page, name)
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
  return watched
}

/** Opens the clinic's address on a device, or a link of the clinic; nobody is signed in yet. */
export const openPersonOn = async (
  context: BrowserContext,
  clinic: TestClinic,
  account: DemoPerson,
  address = clinic.url,
): Promise<Person> => {
  const watched = await openWatched(context, address)
  return Object.assign(watched, { name: account.name, userId: account.userId, clinic, account, context })
}

/** The same in a browser of their own. */
export const openPerson = async (
  browser: Browser,
  clinic: TestClinic,
  account: DemoPerson,
  look: Look = desktop,
): Promise<Person> => openPersonOn(await openDevice(browser, look), clinic, account)

export const typeCredentials = async ({ page, account }: Pick<Person, 'page' | 'account'>): Promise<void> => {
  await page.getByLabel('Benutzername').fill(account.localpart)
  await page.getByLabel('Passwort', { exact: true }).fill(account.password)
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
}

/** Keeps the recovery key that is shown once, and goes on. */
export const keepRecoveryKey = async ({ page }: Pick<Person, 'page'>): Promise<string> => {
  const shown = page.getByTestId('recovery-key')
  await shown.waitFor({ timeout: 60_000 })
  const recoveryKey = ((await shown.textContent()) ?? '').trim()
  await page.getByRole('button', { name: 'Ich habe den Schlüssel sicher verwahrt' }).click()
  await page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor()
  return recoveryKey
}

/** The first device: signs in, and sets it up. */
export const signInFirst = async (person: Person): Promise<{ recoveryKey: string }> => {
  await typeCredentials(person)
  return { recoveryKey: await keepRecoveryKey(person) }
}

/** A further device, opened with the recovery key. */
export const signInAgain = async (person: Pick<Person, 'page' | 'account'>, recoveryKey: string): Promise<void> => {
  const { page } = person
  await typeCredentials(person)
  await page.getByLabel('Wiederherstellungsschlüssel').fill(recoveryKey)
  await page.getByRole('button', { name: 'Bestätigen', exact: true }).click()
  await page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor({ timeout: 60_000 })
}

export type Place = 'Nachrichten' | 'Konsile' | 'Gespräche' | 'Verzeichnis' | 'Dienst' | 'Verwaltung' | 'Einstellungen'

export const goTo = async ({ page }: Person, place: Place): Promise<void> => {
  await page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: place }).click()
}
