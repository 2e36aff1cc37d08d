import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { desktop, openBrowser, openDevice } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { markOf, message, say } from '../people/messages.ts'
import { openPair, type Pair, roomIdOf } from '../people/pair.ts'
import { openPerson, type Person, typeCredentials } from '../people/person.ts'
import { story } from '../people/story.ts'
import { openAddress, saidInEnglish } from '../people/views.ts'
import { askMatrix, writeState } from '../services/matrix-api.ts'
import { signedIn } from '../services/somebody.ts'
import { until } from '../services/until.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  pair = await openPair(browser, clinics, 'Abgewiesen')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
})

/** Synapse's admin API, which no browser reaches, as the clinic's service calls it. */
const limitMessages = async ({ clinic, userId }: Person, limit: object): Promise<void> => {
  const { homeserver } = JSON.parse(readFileSync(join(clinic.folder, 'service.json'), 'utf8'))
  const path = `/_synapse/admin/v1/users/${encodeURIComponent(userId)}/override_ratelimit`
  await askJson(homeserver.url, 'POST', path, { body: limit, token: homeserver.asToken })
}

test('a conversation that is none of mine says so, and leads back', async () => {
  const { ida } = pair
  await story('unknown room', [ida], async () => {
    const open = new URL(ida.page.url()).pathname
    await openAddress(ida, `/messages/${encodeURIComponent('!nirgends')}`)
    await ida.page.getByText('Diese Konversation ist nicht zu finden').waitFor()
    await saidInEnglish(ida, 'This conversation cannot be found', 'Ask somebody who does to add you.')
    await openAddress(ida, open)
    await message(ida, 'Guten Tag.').waitFor()
  })
})

test('more than the homeserver takes at once waits, visibly, and arrives whole and in order', async () => {
  const { ida, emil } = pair
  await story('rate limited', [ida, emil], async () => {
    await limitMessages(ida, { messages_per_second: 1, burst_count: 1 })
    const texts = ['Zu schnell eins.', 'Zu schnell zwei.', 'Zu schnell drei.', 'Zu schnell vier.']
    // Looked for from the start: it stands only as long as something waits.
    const isSaid = ida.page.getByText('mehr, als der Nachrichtenserver auf einmal annimmt').first().waitFor()
    const isWaiting = markOf(ida, 'Zu schnell vier.', 'waiting').waitFor()
    for (const text of texts) await say(ida, text)
    await Promise.all([isSaid, isWaiting])
    for (const text of texts) await message(emil, text).waitFor({ timeout: 60_000 })
    const arrived = emil.page.getByRole('log').getByText(/^Zu schnell/)
    await expect.poll(() => arrived.allTextContents()).toEqual(texts)
    await limitMessages(ida, { messages_per_second: 0, burst_count: 0 })
  })
})

test('a text that is too long for one message says by how much, before it is sent', async () => {
  const { ida } = pair
  await story('too long', [ida], async () => {
    const field = ida.page.getByLabel('Nachricht schreiben')
    await field.fill('Befund '.repeat(10_000))
    await ida.page.getByText(/^Die Nachricht ist um \d+ % zu lang/).waitFor()
    await saidInEnglish(ida, /^The message is \d+% too long. Shorten or split it\.$/)
    await expect.poll(() => ida.page.getByRole('button', { name: 'Senden', exact: true }).isDisabled()).toBe(true)
    await field.fill('')
  })
})

test.each([
  ['de', 'Dieser Browser ist zu alt', 'Benutzername', 'Passwort', 'Anmelden'],
  ['en', 'This browser is too old', 'User name', 'Password', 'Sign in'],
] as const)('a browser that lacks what is needed says so (%s)', async (language, sentence, name, password, signIn) => {
  const { clinic, account } = pair.ida
  await using context = await openDevice(browser, { ...desktop, language })
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'))
  const page = await context.newPage()
  await page.goto(clinic.url)
  await page.getByLabel(name).fill(account.localpart)
  await page.getByLabel(password, { exact: true }).fill(account.password)
  await page.getByRole('button', { name: signIn }).click()
  await page.getByText(sentence).waitFor()
})

test('who may not write in a conversation any more is told, and can go on once they may', async () => {
  const { ida, emil } = pair
  await story('no rights', [ida, emil], async () => {
    const roomId = roomIdOf(ida) as RoomId
    const owner = await signedIn(ida.clinic, ida.account)
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/${eventTypes.powerLevels}/`
    const levels = await askMatrix<Record<string, unknown>>(owner, 'GET', path)
    await writeState(owner, roomId, eventTypes.powerLevels, {
      ...levels,
      users: {},
      events_default: 50,
    })
    const reader = await signedIn(emil.clinic, emil.account)
    const known = () => askMatrix<Record<string, unknown>>(reader, 'GET', path)
    await until('the other clinic to know it', async () => (await known())['events_default'] === 50)
    await say(emil, 'Darf ich noch?')
    await markOf(emil, 'Darf ich noch?', 'failed').waitFor()
    await message(emil, 'Darf ich noch?').getByText('Sie dürfen hier nicht schreiben.').waitFor()
    await saidInEnglish(emil, 'You may not write here. Ask whoever moderates the conversation')
    await writeState(owner, roomId, eventTypes.powerLevels, levels)
    await until('the other clinic to know that too', async () => (await known())['events_default'] !== 50)
    await message(emil, 'Darf ich noch?').getByRole('button', { name: 'Erneut senden' }).click()
    await message(ida, 'Darf ich noch?').waitFor()
  })
})

test('a device that cannot keep a message says so and leaves the words in the field', async () => {
  const { ida, emil } = pair
  await story('storage full', [ida, emil], async () => {
    // As browsers say it; a quota that is set from outside lets so small a write pass.
    await ida.page.evaluate(() => {
      const { put } = IDBObjectStore.prototype
      const full = () => {
        throw new DOMException('no space', 'QuotaExceededError')
      }
      Object.assign(IDBObjectStore.prototype, { put: full })
      Object.assign(window, { makeSpace: () => Object.assign(IDBObjectStore.prototype, { put }) })
    })
    await say(ida, 'Kein Platz mehr.')
    await ida.page.getByText('Die Nachricht konnte auf diesem Gerät nicht gespeichert werden').waitFor()
    await expect.poll(() => ida.page.getByLabel('Nachricht schreiben').inputValue()).toBe('Kein Platz mehr.')
    await ida.page.evaluate('makeSpace()')
    await ida.page.getByLabel('Nachricht schreiben').press('Enter')
    await message(emil, 'Kein Platz mehr.').waitFor()
  })
})

test('a device without the keys of earlier messages says why, and leads to what mends it', async () => {
  const { ida, emil } = pair
  await using further = await openPerson(browser, clinics.sued, emil.account)
  await story('no keys', [ida, further], async () => {
    await typeCredentials(further)
    await further.page.getByRole('button', { name: 'Später' }).click()
    await further.page
      .getByRole('link', { name: new RegExp(ida.name) })
      .first()
      .click()
    const log = further.page.getByRole('log')
    await log.getByText('Ihr Schlüssel liegt in der Sicherung').first().waitFor()
    const reason = log.getByText('Schlüssel gehen nur an bestätigte Geräte').first()
    const isSaid = () =>
      reason.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      )
    // Until the other clinic has heard of the device, nothing is withheld from it, and its sender says so to nobody.
    await until('the reason', async () => {
      await say(ida, 'Nur für bestätigte Geräte.')
      return isSaid()
    })
    expect(await log.getByText('Nur für bestätigte Geräte.').count()).toBe(0)
    await saidInEnglish(further, 'Your key is in the backup', 'Keys go to confirmed devices only')
    // Whoever has answered "later" is reminded, not stopped again.
    await further.page.reload()
    await further.page.getByText('Dieses Gerät ist nicht bestätigt').waitFor()
    await log.getByRole('button', { name: 'Gerät bestätigen' }).first().click()
    await further.page.getByLabel('Wiederherstellungsschlüssel').fill(pair.recoveryKey)
    await further.page.getByRole('button', { name: 'Bestätigen', exact: true }).click()
    await openAddress(further, `/messages/${encodeURIComponent(roomIdOf(emil))}`)
    for (const text of ['Guten Tag.', 'Nur für bestätigte Geräte.'])
      await message(further, text).first().waitFor({ timeout: 60_000 })
  })
})
