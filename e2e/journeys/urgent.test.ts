import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { parseAlert } from '#shared/urgent/alert-content.ts'
import { askJson } from '../../synapse-config/node/ask-json.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { enterPin, locked, pin, setPin } from '../people/app-lock.ts'
import { sendChosen } from '../people/attachments.ts'
import { beAbsent, notice } from '../people/availability.ts'
import { newCardiologist } from '../people/doctors.ts'
import { newColleague, newWard } from '../people/duty.ts'
import { entry, showOnly } from '../people/groups.ts'
import { chooseToSend, pictureFrom, sendDialog } from '../people/media.ts'
import { deleteMessage, edit } from '../people/message-actions.ts'
import { acceptInvitationFrom, message, openConversationWith, say } from '../people/messages.ts'
import { listenIn } from '../people/notifications.ts'
import { openPair, type Pair, roomIdOf } from '../people/pair.ts'
import { goTo, openPerson, type Person, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { filesThatContain } from '../people/traces.ts'
import { chooseUrgency, chooseUrgencyIn, confirmUrgent, urgentAlert, urgentStatus } from '../people/urgent.ts'
import { openAddress } from '../people/views.ts'
import { until } from '../services/until.ts'
import { passTime } from '../services/urgent-api.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
/** The conversation of the two. */
let talk: string
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  pair = await openPair(browser, clinics, 'Dringend')
  talk = roomIdOf(pair.ida)
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
})

const minuteMs = 60_000

/** The alert of somebody that waits for its confirmation. */
const alertRoomOf = ({ clinic, account, userId }: Person): Promise<RoomId> =>
  until('the room of the alert', async () => {
    const { accessToken } = await clinic.signIn(account)
    const ask = <T>(path: string) =>
      askJson<T>(clinic.reachableUrl, 'GET', `/_matrix/client/v3${path}`, { token: accessToken })
    const { joined_rooms } = await ask<{ joined_rooms: RoomId[] }>('/joined_rooms')
    for (const roomId of joined_rooms) {
      const state = await ask<{ type: string; content: unknown }[]>(`/rooms/${encodeURIComponent(roomId)}/state`)
      const alert = parseAlert(state.find(({ type }) => type === eventTypes.urgentAlert)?.content)
      if (alert?.requester === userId && alert.status === 'requested') return roomId
    }
    return null
  })

/** Of the two: another one may be open until this one is. */
const openTalk = async (person: Person, { name }: Person) => {
  await openAddress(person, `/messages/${encodeURIComponent(talk)}`)
  await person.page.getByRole('heading', { name, level: 1 }).waitFor()
}

test('unconfirmed, it is repeated and goes to the next at the other clinic, who confirms; the sender sees who and when', async () => {
  const { ida, emil } = pair
  await using zoe = await newCardiologist(browser, clinics.sued, 'Dr. Zoe Hintergrund')
  await story('urgent', [ida, emil, zoe], async () => {
    await signInFirst(zoe)
    await goTo(emil, 'Verzeichnis')
    // A picture, made urgent where it is looked at once more.
    await chooseToSend(ida, join(import.meta.dirname, '../fixtures/photo-with-place.jpg'))
    const strip = await chooseUrgencyIn(sendDialog(ida), 'Notfall')
    await strip.getByRole('checkbox', { name: /^Kardiologie – Dienst/ }).waitFor()
    await sendDialog(ida).getByLabel('Beschriftung').fill('Zwiebelkuchen: Kammerflimmern auf 7, bitte sofort.')
    await ida.picture('urgent composer')
    await sendChosen(ida)

    // The receiver: on top of whatever they do, with the text, read by them alone.
    await urgentAlert(emil).getByText('Kammerflimmern auf 7').waitFor()
    await urgentAlert(emil).getByText(ida.name).waitFor()
    await urgentStatus(ida, 'Kammerflimmern', 'wartet auf Bestätigung').waitFor()
    expect(await urgentAlert(zoe).count()).toBe(0)
    await emil.picture('urgent alert')
    await goTo(emil, 'Nachrichten')
    await showOnly(emil, 'Dringend')
    await entry(emil, ida.name).getByText('1 dringende Nachricht').waitFor({ state: 'attached' })
    await showOnly(emil, 'Alle')
    await goTo(emil, 'Verzeichnis')
    // An alert that is not heard says so.
    await emil.page.getByRole('button', { name: 'Ton aus' }).click()
    await emil.page.getByText('Der Ton ist hier aus').waitFor()
    await emil.page.getByRole('button', { name: 'Ton an' }).click()
    await ida.picture('urgent sent')

    const room = await alertRoomOf(ida)
    await passTime(clinics.nord, room, 2.5 * minuteMs)
    await emil.page
      .getByText(/wiederholt um/)
      .first()
      .waitFor({ state: 'attached' })
    await passTime(clinics.nord, room, 5 * minuteMs)

    // The next: decrypts at once what was written before it was their turn.
    await urgentAlert(zoe).getByText('Kammerflimmern auf 7').waitFor()
    await urgentStatus(ida, 'Kammerflimmern', /Emil.*keine Antwort/).waitFor()
    // The one before is told for a while only.
    await Promise.all([
      emil.page.getByText(`${zoe.name} hat die dringende Nachricht bestätigt.`).first().waitFor(),
      confirmUrgent(zoe),
    ])
    await urgentAlert(zoe).waitFor({ state: 'detached' })
    await urgentStatus(ida, 'Kammerflimmern', new RegExp(`${zoe.name} hat um \\d\\d:\\d\\d bestätigt`)).waitFor()
    await urgentStatus(ida, 'Kammerflimmern', /Nachweis/).waitFor()
    await urgentAlert(emil).waitFor({ state: 'detached' })
    await ida.picture('urgent confirmed')

    // They talk on, and no server has read a word.
    await goTo(zoe, 'Nachrichten')
    await zoe.page.getByRole('link', { name: /Dringende Nachricht/ }).click()
    await message(zoe, 'Kammerflimmern auf 7').waitFor()
    await pictureFrom(zoe, ida.name).waitFor()
    await say(zoe, 'Bin in zwei Minuten da.')
    await goTo(ida, 'Nachrichten')
    await ida.page.getByRole('link', { name: /Dringende Nachricht/ }).click()
    await message(ida, 'in zwei Minuten da').waitFor()
    for (const clinic of [clinics.nord, clinics.sued])
      expect(filesThatContain(clinic, ['Zwiebelkuchen', 'Kammerflimmern'])).toEqual([])
  })
})

test('of one who is absent it goes to the cover, then through the duty of their department to who leads it, and each can read it', async () => {
  const { ida } = pair
  const ward = await newWard(clinics.sued)
  const ofWard = { title: 'Facharzt', role: 'specialist', specialty: 'cardiology', serviceId: ward.id } as const
  const onDuty = await ward.clinic.newPerson({ ...ofWard, name: 'Dr. Dora Dienst', tier: 'first' })
  await using emil = await newColleague(browser, ward, 'Dr. Emil Abwesend')
  await using clara = await newColleague(browser, ward, 'Dr. Clara Vertretung')
  await using lars = await openPerson(
    browser,
    ward.clinic,
    await ward.clinic.newPerson({ ...ofWard, name: 'Dr. Lars Leitend', tier: 'lead' }),
  )
  await story('urgent chain', [ida, emil, clara, lars], async () => {
    for (const one of [emil, clara, lars]) await signInFirst(one)
    await openConversationWith(ida, emil.name)
    await say(ida, 'Guten Abend.')
    await acceptInvitationFrom(emil, ida.name)
    await message(emil, 'Guten Abend.').waitFor({ timeout: 60_000 })
    await beAbsent(emil, clara.name)
    await notice(ida, `${emil.name} ist abwesend`).waitFor({ timeout: 90_000 })

    const strip = await chooseUrgency(ida, 'Notfall')
    await strip.getByRole('checkbox', { name: new RegExp(`^${clara.name}`), checked: true }).waitFor()
    await strip.getByRole('checkbox', { name: new RegExp(`^${ward.name} – Dienst`), checked: true }).waitFor()
    await say(ida, 'Schrittmacher fällt aus, Schockraum.')
    await urgentAlert(emil).getByText('Schrittmacher fällt aus').waitFor()
    const room = await alertRoomOf(ida)

    // One after the other, and nobody before their turn.
    const calls = (name: string) => urgentStatus(ida, 'Schrittmacher', new RegExp(`Alarmiert: ${name}`)).waitFor()
    expect(await urgentAlert(clara).count()).toBe(0)
    await passTime(clinics.nord, room, 10 * minuteMs)
    await urgentAlert(clara).getByText('Schrittmacher fällt aus').waitFor()
    await calls(clara.name)
    await passTime(clinics.nord, room, 10 * minuteMs)
    await calls(onDuty.name)
    expect(await urgentAlert(lars).count()).toBe(0)
    await passTime(clinics.nord, room, 10 * minuteMs)
    await urgentAlert(lars).getByText('Schrittmacher fällt aus').waitFor()
    await calls(lars.name)
    await ida.picture('urgent chain')
    await lars.picture('urgent at the lead')
    await confirmUrgent(lars)
    await urgentStatus(ida, 'Schrittmacher', new RegExp(`${lars.name} hat um \\d\\d:\\d\\d bestätigt`)).waitFor()
    for (const one of [emil, clara, lars]) await urgentAlert(one).waitFor({ state: 'detached' })
  })
})

test('without a network, alert and confirmation wait, and everybody sees that they do', async () => {
  const { ida, emil } = pair
  await story('urgent offline', [ida, emil], async () => {
    await Promise.all([openTalk(ida, emil), openTalk(emil, ida)])
    await ida.context.setOffline(true)
    await chooseUrgency(ida, 'Sehr dringend')
    await say(ida, 'Bitte Rückruf.')
    await urgentStatus(ida, 'Bitte Rückruf', /Alarm ist noch nicht gestartet/).waitFor()
    expect(await urgentAlert(emil).count()).toBe(0)
    await ida.context.setOffline(false)
    await urgentAlert(emil).getByText('Bitte Rückruf').waitFor({ timeout: 60_000 })

    await emil.context.setOffline(true)
    await emil.page.getByText('Was Sie sehen, kann veraltet sein.').first().waitFor({ timeout: 60_000 })
    await confirmUrgent(emil)
    await urgentAlert(emil).getByText('wartet auf Verbindung').waitFor()
    await emil.context.setOffline(false)
    await urgentStatus(ida, 'Bitte Rückruf', new RegExp(`${emil.name} hat um`)).waitFor({ timeout: 60_000 })
    await urgentAlert(emil).waitFor({ state: 'detached' })
  })
})

test('corrected or deleted, it says so to those who have confirmed, and calls nobody any more', async () => {
  const { ida, emil } = pair
  await story('urgent changed', [ida, emil], async () => {
    const heard = await listenIn(emil)
    const highest = async () => Math.max(0, ...(await heard()))
    await chooseUrgency(ida, 'Dringend')
    await say(ida, 'Bitte auf Station 7.')
    await urgentAlert(emil).getByText('Station 7').waitFor()
    await expect.poll(highest).toBeGreaterThan(0)
    const usual = await highest()
    await edit(ida, 'Station 7', 'Bitte auf Station 8.')
    await urgentAlert(emil).getByText('Station 8').waitFor()
    await confirmUrgent(emil)
    await urgentStatus(ida, 'Station 8', new RegExp(`${emil.name} hat um`)).waitFor()
    await edit(ida, 'Station 8', 'Bitte auf Station 9.')
    await urgentAlert(emil).getByText(`${ida.name} hat die Nachricht geändert`).waitFor()
    await urgentAlert(emil).getByText('Station 9').waitFor()
    await emil.picture('urgent changed')
    await urgentAlert(emil).getByRole('button', { name: 'Gelesen' }).click()
    await urgentAlert(emil).waitFor({ state: 'detached' })
    for (const one of [ida, emil]) await urgentStatus(one, 'Station 9', /Nach der Bestätigung geändert/).waitFor()

    await chooseUrgency(ida, 'Sehr dringend')
    await say(ida, 'Irrtum bei Bett 4.')
    await urgentAlert(emil).getByText('Bett 4').waitFor()
    // The more urgent, the higher it sounds.
    await expect.poll(highest).toBeGreaterThan(usual)
    await Promise.all([
      emil.page.getByText(`${ida.name} braucht keine Antwort mehr.`).first().waitFor(),
      deleteMessage(ida, 'Bett 4'),
    ])
    await urgentAlert(emil).waitFor({ state: 'detached' })
    await emil.page
      .getByRole('log')
      .getByText(new RegExp(`${ida.name} hat.*gelöscht`))
      .waitFor()
    await expect.poll(() => emil.page.getByText('Bett 4').count()).toBe(0)
  })
})

test('when nobody answers, the sender is told to phone, on top of everything, until they settle it', async () => {
  const { ida, emil } = pair
  await story('urgent failed', [ida, emil], async () => {
    await setPin(emil)
    await emil.page.keyboard.press('Control+Shift+L')
    await locked(emil).waitFor()
    const strip = await chooseUrgency(ida, 'Dringend')
    await strip.getByRole('checkbox', { name: /^Kardiologie – Dienst/ }).uncheck()
    await say(ida, 'Wer hat den Schlüssel?')

    // A locked screen says that something waits, and nothing of it.
    await emil.page.getByText('Eine dringende Nachricht wartet auf Sie').waitFor()
    const shown = await emil.page.locator('body').textContent()
    for (const secret of ['Schlüssel?', ida.name]) expect(shown).not.toContain(secret)
    await emil.picture('urgent locked')
    await enterPin(emil, pin)
    await urgentAlert(emil).getByText('Wer hat den Schlüssel').waitFor()
    await passTime(clinics.nord, await alertRoomOf(ida), 120 * minuteMs)
    await goTo(ida, 'Verzeichnis')
    await urgentAlert(ida)
      .getByText(/Rufen Sie jetzt an/)
      .waitFor()
    await urgentAlert(emil)
      .getByText(/Frist verstrichen/)
      .waitFor()
    await ida.picture('urgent failed')
    await urgentAlert(ida).getByRole('button', { name: 'Erledigt' }).click()
    for (const one of [ida, emil]) await urgentAlert(one).waitFor({ state: 'detached' })
  })
})
