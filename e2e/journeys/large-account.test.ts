import { randomBytes } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { acceptInvitationFrom, message, say } from '../people/messages.ts'
import { openPerson, type Person, signInAgain, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { makeLargeAccounts } from '../services/large-account.ts'
import { askMatrix, createRoom, invite, join, leave, say as sayPlainly } from '../services/matrix-api.ts'
import { type Somebody, somebodyAt } from '../services/somebody.ts'

const roomCount = 250
const patience = { timeout: 60_000 }
const mark = randomBytes(3).toString('hex')

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

const list = ({ page }: Person) => page.getByRole('region', { name: 'Nachrichten' })
const entry = (person: Person, name: string) => list(person).getByRole('link', { name: new RegExp(name) })
const untilWhole = async (person: Person) => {
  await list(person).getByRole('link').first().waitFor(patience)
  await list(person).getByText('Ältere Konversationen werden geladen').waitFor({ state: 'detached', timeout: 60_000 })
}
const messagesOf = ({ page }: Person) => page.getByRole('log').getByRole('article').allInnerTexts()

const joinedRooms = async (person: Somebody) =>
  (await askMatrix<{ joined_rooms: string[] }>(person, 'GET', '/_matrix/client/v3/joined_rooms')).joined_rooms.length

// Three people and a new device, beside other work of the machine.
const limitMs = 240_000

test(
  'on a new device the newest can be read and answered at once, the rest follows, and nobody is left out',
  async () => {
    const { nord, sued } = clinics
    const [made] = await makeLargeAccounts(nord, [roomCount])
    if (!made) throw new Error('nobody was made')
    const { person: account, owner: adasOther } = made
    const [ada, emil, ida, owner] = await Promise.all([
      openPerson(browser, nord, account),
      newCardiologist(browser, sued, `Dr. Emil ${mark}`),
      newPhysician(browser, nord, `Dr. Ida ${mark}`),
      somebodyAt(nord, { name: `Dr. Olaf ${mark}` }),
    ])
    await using _people = {
      [Symbol.asyncDispose]: () =>
        Promise.all([ada, emil, ida].map(async (one) => one[Symbol.asyncDispose]())).then(() => {}),
    }
    const group = `Station ${mark}`
    const visit = `Visite ${mark}`

    await story('large account', [ada, emil, ida], async () => {
      const [{ recoveryKey }] = await Promise.all([signInFirst(ada), signInFirst(emil), signInFirst(ida)])
      expect(await joinedRooms(adasOther)).toBeGreaterThanOrEqual(roomCount)
      const visitId = await createRoom(owner, [adasOther], visit)
      await join(adasOther, visitId)
      const roomId = await createRoom(owner, [adasOther], group)
      await join(adasOther, roomId)
      for (const { userId } of [emil, ida]) await invite(owner, roomId, userId)
      await acceptInvitationFrom(ida, group)
      await acceptInvitationFrom(emil, group)
      // So many that neither who joined nor where the unread begin is among the newest few.
      for (let at = 1; at <= 14; at += 1) await say(emil, `Befund ${at}.`)
      await message(ida, 'Befund 14.').waitFor(patience)
      await entry(ada, group).getByText('14 ungelesene Nachrichten').waitFor(patience)

      await using device = await openPerson(browser, nord, account)
      await story('new device', [device], async () => {
        await signInAgain(device, recoveryKey)
        await entry(device, group).getByText('14 ungelesene Nachrichten').waitFor(patience)
        await expect.poll(() => list(device).getByRole('link').first().textContent()).toContain(group)
        await entry(device, group).click()
        await message(device, 'Befund 14.').waitFor(patience)
        await say(device, 'Sofort beantwortet.')
        for (const other of [ida, emil]) await message(other, 'Sofort beantwortet.').waitFor(patience)

        await untilWhole(device)
        await list(device).getByRole('searchbox').fill('Besprechung 24')
        await entry(device, `Besprechung 24 ${Math.ceil(roomCount / 25) - 1}`)
          .first()
          .click()
        await message(device, 'Guten Tag.').waitFor(patience)
        await list(device).getByRole('searchbox').fill('')

        // By keys alone through all of it, of which a part only is drawn.
        const { keyboard } = device.page
        const focused = device.page.locator('li:has(a:focus)')
        const placeInFocus = async () => Number(await focused.getAttribute('aria-posinset'))
        await list(device).getByRole('link').first().focus()
        const from = await placeInFocus()
        for (let pressed = 0; pressed < 80; pressed += 1) await keyboard.press('ArrowDown')
        await expect.poll(placeInFocus).toBe(from + 80)
        await keyboard.press('PageDown')
        await expect.poll(placeInFocus).toBeGreaterThan(from + 85)
        const last = Number(await focused.getAttribute('aria-setsize'))
        // Some of its rooms are spaces.
        expect(last).toBeGreaterThan(200)
        await keyboard.press('End')
        await expect.poll(placeInFocus).toBe(last)
        for (let pressed = 0; pressed < 70; pressed += 1) await keyboard.press('ArrowUp')
        await expect.poll(placeInFocus).toBe(last - 70)
        await keyboard.press('Home')
        await expect.poll(placeInFocus).toBe(1)

        await entry(device, visit).click()
        await device.page.getByLabel('Nachricht schreiben').waitFor()
        await device.context.setOffline(true)
        for (let at = 1; at <= 30; at += 1) await sayPlainly(owner, visitId, `Zeile ${at}.`)
        await device.context.setOffline(false)
        await message(device, 'Zeile 30.').waitFor(patience)
        await message(device, 'Zeile 1.').waitFor(patience)
        const lines = async () => (await messagesOf(device)).flatMap((text) => /Zeile \d+/.exec(text)?.[0] ?? [])
        await expect.poll(lines).toEqual(Array.from({ length: 30 }, (_, at) => `Zeile ${at + 1}`))

        await device.page.reload()
        await untilWhole(device)
        await message(device, 'Zeile 30.').waitFor(patience)
        await leave(adasOther, roomId)
        await entry(device, group).waitFor({ state: 'detached', timeout: 60_000 })
        await askMatrix(owner, 'POST', `/_matrix/client/v3/rooms/${encodeURIComponent(visitId)}/kick`, {
          user_id: account.userId,
        })
        await entry(device, visit).waitFor({ state: 'detached', timeout: 60_000 })
      })
    })
  },
  limitMs,
)
