import { randomBytes } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { openPage } from '../people/administration.ts'
import {
  type HospitalProvider,
  nameProvider,
  openHospitalProvider,
  signInAtProvider,
} from '../people/hospital-provider.ts'
import { keepRecoveryKey, openPerson, type Person, signInFirst, typeCredentials } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt, lookAtBilingual, openAddress } from '../people/views.ts'

let browser: Browser
let clinics: TestClinics
let provider: HospitalProvider
let nameNone: (() => Promise<void>) | undefined
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  provider = await openHospitalProvider(clinics.nord.url)
  nameNone = await nameProvider(clinics.nord, provider, {
    adminGroups: ['consilium-admins'],
    departmentGroups: { aufnahme: 'notaufnahme' },
  })
})
afterAll(async () => {
  await browser.close()
  await nameNone?.()
  await provider?.[Symbol.asyncDispose]()
})

const patience = { timeout: 60_000 }

const goToProvider = async ({ page }: Person, login: string): Promise<void> => {
  await page.getByRole('button', { name: 'Mit Klinikum-Konto anmelden' }).click()
  await signInAtProvider(page, login)
}
const administration = ({ page }: Person) =>
  page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name: 'Verwaltung' })

test('somebody signs in by the hospital’s own provider, with keys and recovery as everybody, and is what their groups say', async () => {
  const { nord } = clinics
  const login = `olga.${randomBytes(3).toString('hex')}`
  const name = `Dr. Olga ${login}`
  provider.people.set(login, { preferred_username: login, name, groups: ['consilium-admins', 'aufnahme'] })
  const account = { ...nord.person('jana'), localpart: login, name, userId: `@${login}:${nord.serverName}` }
  await using first = await openPerson(browser, nord, account)
  await using second = await openPerson(browser, nord, account)
  await story('provider', [first, second], async () => {
    await first.page.getByRole('button', { name: 'Mit Klinikum-Konto anmelden' }).waitFor(patience)
    expectNoBarriers(await lookAt(first, 'sign-in with provider'))
    await goToProvider(first, login)
    const recoveryKey = await keepRecoveryKey(first)
    expect(first.page.url()).not.toContain('loginToken')
    await administration(first).waitFor(patience)
    await openAddress(first, '/settings/account')
    await first.page.getByText(name, { exact: true }).first().waitFor(patience)

    // Their group means a department, whose conversation they have at once.
    await openAddress(first, '/messages')
    const conversation = ({ page }: Person) => page.getByRole('link', { name: /Zentrale Notaufnahme/ })
    await conversation(first).waitFor(patience)

    // What is grave is done once the provider has said again who it is.
    await openPage(first, 'Personen')
    await first.page.getByLabel('Personen suchen').fill('jana.petersen')
    await first.page.getByText('1 Konto', { exact: true }).waitFor(patience)
    await first.page.getByRole('button', { name: 'Konto von Dr. Jana Petersen' }).click(patience)
    await first.page.getByRole('menuitem', { name: 'Rollen …' }).click()
    const roles = first.page.getByRole('dialog', { name: 'Rollen von Dr. Jana Petersen' })
    const setOperator = async (isOperator: boolean) => {
      await roles.getByRole('checkbox', { name: 'Betrieb' }).setChecked(isOperator)
      await roles.getByRole('button', { name: 'Übernehmen' }).click()
    }
    await setOperator(true)
    await roles.getByRole('group', { name: 'Bitte bestätigen Sie, dass Sie es sind' }).waitFor(patience)
    expectNoBarriers(await lookAt(first, 'confirm at the provider'))
    const [confirming] = await Promise.all([
      first.context.waitForEvent('page'),
      roles.getByRole('button', { name: 'Übernehmen' }).click(),
    ])
    expectNoBarriers(await lookAtBilingual({ ...first, page: confirming }, 'on the way to the provider'))
    const isClosed = confirming.waitForEvent('close')
    await confirming.getByRole('link', { name: 'Weiter zu Klinikum-Konto' }).click()
    await isClosed
    await roles.waitFor({ state: 'detached', ...patience })
    const jana = first.page.getByRole('listitem').filter({ hasText: 'Dr. Jana Petersen' })
    await jana.getByText('Betrieb', { exact: true }).waitFor(patience)
    await first.page.getByRole('button', { name: 'Konto von Dr. Jana Petersen' }).click()
    await first.page.getByRole('menuitem', { name: 'Rollen …' }).click()
    await setOperator(false)
    await jana.getByText('Betrieb', { exact: true }).waitFor({ state: 'detached', ...patience })

    // Taken out of the groups: neither an admin nor in the department from the next sign-in on.
    await openAddress(first, '/messages')
    await conversation(first).waitFor(patience)
    provider.people.set(login, { preferred_username: login, name, groups: [] })
    await goToProvider(second, login)
    await second.page.getByLabel('Wiederherstellungsschlüssel').fill(recoveryKey)
    await second.page.getByRole('button', { name: 'Bestätigen', exact: true }).click()
    await second.page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor(patience)
    await conversation(first).waitFor({ state: 'detached', ...patience })
    await openAddress(second, '/admin')
    await second.page.getByText('Nur für die Administration').waitFor(patience)

    // What needs a password elsewhere is asked at the provider.
    await openAddress(second, '/settings/devices')
    await second.page
      .locator('#main')
      .getByRole('listitem')
      .getByRole('button', { name: 'Abmelden', exact: true })
      .click()
    const dialog = second.page.getByRole('dialog')
    const [asking] = await Promise.all([
      second.context.waitForEvent('page'),
      dialog.getByRole('button', { name: 'Abmelden', exact: true }).click(),
    ])
    await asking.getByRole('link', { name: 'Weiter zu Klinikum-Konto' }).click()
    await first.page.getByText('Sie wurden abgemeldet').waitFor(patience)
    await dialog.waitFor({ state: 'detached' })
  })
})

test('a link with what signs somebody else in opens nothing, and the service’s own name is nobody’s', async () => {
  const { nord } = clinics
  provider.people.set('mallory', {
    preferred_username: 'consilium',
    name: 'Klinikum Nord',
    groups: ['consilium-admins'],
  })
  const account = nord.person('jana')
  await using victim = await openPerson(browser, nord, account)
  await using mallory = await openPerson(browser, nord, account)
  await story('provider, refused', [victim, mallory], async () => {
    await victim.page.goto(`${nord.url}/?loginToken=somebody-else`)
    await victim.page.getByText('Die Anmeldung wurde unterbrochen').waitFor(patience)
    expect(victim.page.url()).toBe(`${nord.url}/`)
    await goToProvider(mallory, 'mallory')
    await mallory.page.getByRole('heading', { name: 'Aus Ihrem Konto wird hier keines' }).waitFor(patience)
    expectNoBarriers(await lookAtBilingual(mallory, 'refused after the provider'))
    await mallory.page.getByRole('link', { name: 'Zurück zur Anmeldung' }).click()
    await mallory.page.getByRole('button', { name: 'Mit Klinikum-Konto anmelden' }).waitFor(patience)
  })
})

test('where people have no passwords, the page shows the provider alone, nobody is given one, and the first admin still comes in', async () => {
  const { nord } = clinics
  const mark = randomBytes(3).toString('hex')
  const [first, jana] = [
    await nord.newPerson({ name: 'Uwe Notzugang', role: 'admin' }),
    await nord.newPerson({ name: 'Dr. Jana Passwort' }),
  ]
  const nameEverybody = await nameProvider(nord, provider, { passwordAccounts: [first.localpart] })
  try {
    const login = `nora.${mark}`
    const name = `Dr. Nora ${mark}`
    const account = { ...jana, localpart: login, name, userId: `@${login}:${nord.serverName}` }
    await using uwe = await openPerson(browser, nord, first)
    await using late = await openPerson(browser, nord, jana)
    await using nora = await openPerson(browser, nord, account)
    await story('provider alone', [uwe, late, nora], async () => {
      const emergency = ({ page }: Person) => page.getByRole('button', { name: 'Notzugang mit Passwort' })
      await emergency(uwe).waitFor(patience)
      expect(await uwe.page.getByLabel('Benutzername').count()).toBe(0)
      expectNoBarriers(await lookAt(uwe, 'sign-in by the provider alone'))
      await emergency(uwe).click()
      await signInFirst(uwe)

      // A password that was good before.
      await emergency(late).click(patience)
      await typeCredentials(late)
      await late.page.getByText('nur der Notzugang').waitFor(patience)

      // Somebody new is given neither password nor link, and comes in by the provider.
      await openPage(uwe, 'Personen')
      const { page } = uwe
      await page.getByRole('button', { name: 'Person anlegen' }).click()
      await page.getByLabel('Name, wie andere ihn lesen').fill(name)
      await page.getByLabel('Benutzername').fill(login)
      await page.getByText('Passwörter gibt es hier nicht').waitFor(patience)
      await page.getByRole('button', { name: 'Anlegen', exact: true }).click()
      await page.getByRole('heading', { name: `${name} ist angelegt` }).waitFor(patience)
      await page.getByText('Die Person meldet sich mit dem Konto der Klinik an').waitFor()
      expectNoBarriers(await lookAt(uwe, 'somebody added who comes in by the provider'))
      await page.getByRole('button', { name: 'Fertig' }).click()
      provider.people.set(login, { preferred_username: login, name, groups: [] })
      await goToProvider(nora, login)
      await keepRecoveryKey(nora)
    })
  } finally {
    await nameEverybody()
  }
})
