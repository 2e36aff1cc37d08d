import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { attachment, saveAttachment, sendChosen } from '../people/attachments.ts'
import { beAbsent, chooseAvailability, findInDirectory, notice, silentUntil } from '../people/availability.ts'
import { newCardiologist } from '../people/doctors.ts'
import { chooseBytes } from '../people/media.ts'
import { acceptInvitationFrom, message, say } from '../people/messages.ts'
import { openPair, roomIdOf } from '../people/pair.ts'
import { signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { openAddress } from '../people/views.ts'
import { until } from '../services/until.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

test('who is away is seen before one writes, and the cover gets what is written, as all three see', async () => {
  await using sofia = await newCardiologist(browser, clinics.sued, 'Dr. Sofia Ferien')
  const isReady = signInFirst(sofia)
  await using pair = await openPair(browser, clinics, 'Ferien')
  const { ida, emil } = pair
  const conversation = `/messages/${encodeURIComponent(roomIdOf(ida))}`
  await story('availability', [ida, emil, sofia], async () => {
    // Do not disturb, in two presses.
    await Promise.all([isReady, chooseAvailability(emil, 'Nicht stören: 1 Stunde', 'Nicht stören bis')])
    await until('silence', async () => ((await silentUntil(emil)) ?? 0) > Date.now() + 50 * 60_000)
    await emil.page.getByRole('button', { name: /Ihre Verfügbarkeit/ }).click()
    await emil.page.getByRole('menuitemcheckbox', { name: /^Nicht stören bis/, checked: true }).waitFor()
    await emil.page.keyboard.press('Escape')
    const entry = await findInDirectory(ida, emil.name)
    await entry.getByText(/^Nicht stören bis/).waitFor()
    await openAddress(ida, conversation)
    await notice(ida, 'möchte bis').waitFor()

    // Absent, with a cover.
    await beAbsent(emil, sofia.name)
    // Whoever opens the conversation anew is told at once; who has it open, within seconds.
    await openAddress(ida, '/messages')
    await openAddress(ida, conversation)
    await notice(ida, `${emil.name} ist abwesend bis morgen`).getByText('geht auch dorthin').waitFor()
    await say(ida, 'Bitte sehen Sie das EKG an.')
    await message(ida, 'das EKG an').getByText(`Ging auch an die Vertretung ${sofia.name}`).waitFor()
    await chooseBytes(ida, { name: 'EKG.txt', mimeType: 'text/plain', buffer: Buffer.from('Sinusrhythmus') })
    await sendChosen(ida)
    await acceptInvitationFrom(sofia, ida.name)
    await message(sofia, 'das EKG an').getByText(`Weitergeleitet: in Vertretung von ${emil.name}`).waitFor()
    await openAddress(emil, conversation)
    await message(emil, 'das EKG an').getByText(`Ging auch an die Vertretung ${sofia.name}`).waitFor()

    // A file too: each of them has the whole of it, and is told about the other.
    for (const [person, said] of [
      [sofia, `Weitergeleitet: in Vertretung von ${emil.name}`],
      [emil, `Ging auch an die Vertretung ${sofia.name}`],
    ] as const) {
      await attachment(person, 'EKG.txt').getByText(said).waitFor()
      expect((await saveAttachment(person, 'EKG.txt')).toString()).toBe('Sinusrhythmus')
    }

    // The one who writes decides, each time.
    await notice(ida, 'abwesend').getByRole('button', { name: 'Nur hier senden' }).click()
    await say(ida, 'Das ist nur für Sie.')
    await message(emil, 'nur für Sie').waitFor()
    expect(await message(emil, 'nur für Sie').getByText('Vertretung').count()).toBe(0)
    expect(await message(sofia, 'nur für Sie').count()).toBe(0)

    // One press to the cover.
    await notice(ida, 'abwesend')
      .getByRole('button', { name: `An ${sofia.name} schreiben` })
      .click()
    await ida.page.getByRole('heading', { name: sofia.name }).waitFor()
    await say(ida, 'Haben Sie es gesehen?')
    await message(sofia, 'Haben Sie es gesehen?').waitFor()

    // Back again.
    await chooseAvailability(emil, 'Verfügbar', 'Verfügbar')
    await until('sound', async () => (await silentUntil(emil)) === null)
    const again = await findInDirectory(ida, emil.name)
    await again.getByRole('button', { name: 'Nachricht schreiben' }).waitFor()
    expect(await again.getByText(/Abwesend|Nicht stören/).count()).toBe(0)

    // Left as it is, it ends by itself: for both of them, without anybody saying so.
    await chooseAvailability(emil, 'Nicht stören: 1 Stunde', 'Nicht stören bis')
    await openAddress(ida, '/messages')
    const silent = (await findInDirectory(ida, emil.name)).getByText(/^Nicht stören bis/)
    await silent.waitFor()
    for (const { page } of [ida, emil]) {
      await page.clock.install()
      await page.clock.fastForward(61 * 60_000)
    }
    await silent.waitFor({ state: 'detached' })
    await emil.page.getByRole('button', { name: 'Ihre Verfügbarkeit: Verfügbar' }).waitFor()
    await until('sound again', async () => (await silentUntil(emil)) === null)
  })
})
