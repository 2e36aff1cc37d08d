import { setTimeout } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, openDevice } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { newPhysician } from '../people/doctors.ts'
import { entry, setFor } from '../people/groups.ts'
import { acceptInvitationFrom, callByName, markOf, message, openConversationWith, say } from '../people/messages.ts'
import {
  closePage,
  handOver,
  listenIn,
  pressNotification,
  quietHoursOf,
  shownNotifications,
  subscribeAt,
  watchBadge,
  watchWorkersBadge,
  workElsewhere,
} from '../people/notifications.ts'
import { goTo, openPersonOn, signInFirst } from '../people/person.ts'
import { openPushReceiver } from '../people/push-receiver.ts'
import { story } from '../people/story.ts'
import { openAddress } from '../people/views.ts'
import { until } from '../services/until.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

/** As a field for a time takes it. */
const clockAt = (hour: number): string => `${String((hour + 24) % 24).padStart(2, '0')}:00`

test('a closed page is woken by a message, says nothing of it, and opens it when pressed', async () => {
  await using push = await openPushReceiver()
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Weckerin')
  const device = await openDevice(browser)
  await device.grantPermissions(['notifications'], { origin: clinics.sued.url })
  await subscribeAt(device, push.subscription)
  const account = await clinics.sued.newPerson({
    name: 'Dr. Emil Schläfer',
    title: 'Facharzt',
    serviceId: 'neurologie',
  })
  await using emil = await openPersonOn(device, clinics.sued, account)
  await story('notifications', [ida, emil], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil)])
    await openConversationWith(ida, emil.name)
    await say(ida, 'Guten Abend')
    await acceptInvitationFrom(emil, ida.name)
    await message(emil, 'Guten Abend').waitFor()

    // Beside another window the page lets a message be heard, and while he works in it, it does not.
    const heard = await listenIn(emil)
    await say(ida, 'Noch eine Frage')
    await message(emil, 'Noch eine Frage').waitFor()
    expect(await heard()).toEqual([])
    await workElsewhere(emil)
    await say(ida, 'Sind Sie noch da?')
    await until('a tone', async () => (await heard()).length > 0)
    const badge = await watchBadge(emil)
    await goTo(emil, 'Verzeichnis')
    await say(ida, 'Dann später.')
    await until('a number on the icon', async () => ((await badge()) ?? 0) > 0)

    await openAddress(emil, '/settings/notifications')
    await emil.page.getByRole('button', { name: 'Einschalten' }).click()
    await emil.page.getByText('Eingeschaltet', { exact: true }).waitFor()
    // He goes away: nothing of ours is open.
    const before = push.pushed.length
    await closePage(emil)
    await say(ida, 'Frau Meier blutet wieder, Hb 6,1')
    const pushed = await until('a push message', async () => push.pushed.at(before))
    expect(JSON.stringify(pushed)).not.toMatch(/Meier|Ida|Hb/)

    await handOver(emil, pushed.message)
    const [shown] = await until('a notification', async () => {
      const all = await shownNotifications(emil)
      return all.length > 0 && all
    })
    expect(shown).toMatchObject({ title: 'Neue Nachricht', body: 'Zum Lesen öffnen', silent: false })

    // What is urgent comes through, and stays in front.
    await handOver(emil, { ...(pushed.message as object), priority: 'stat' })
    await handOver(emil, pushed.message)
    await until('the alert', async () => (await shownNotifications(emil)).some(({ title }) => title === 'Notfall'))
    expect(await shownNotifications(emil)).toHaveLength(1)

    await emil.page.goto(clinics.sued.url)
    await emil.page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor()
    await pressNotification(emil, 'Notfall')
    await message(emil, 'Hb 6,1').waitFor()

    // In quiet hours it comes without a sound, and what is urgent with one.
    await openAddress(emil, '/settings/notifications')
    await emil.page.getByLabel('Täglich Ruhe halten').check()
    const hour = new Date().getHours()
    const [from, to] = [clockAt(hour - 1), clockAt(hour + 2)]
    await emil.page.getByLabel('Von', { exact: true }).fill(from)
    await emil.page.getByLabel('Bis', { exact: true }).fill(to)
    await expect.poll(() => quietHoursOf(emil)).toEqual({ from, to })
    await closePage(emil)
    const soundOf = async (title: string) => {
      const found = await until(title, async () => (await shownNotifications(emil)).find((one) => one.title === title))
      return found.silent ? 'silent' : 'heard'
    }
    await handOver(emil, pushed.message)
    expect(await soundOf('Neue Nachricht')).toBe('silent')
    await handOver(emil, { ...(pushed.message as object), priority: 'urgent' })
    expect(await soundOf('Dringend')).toBe('heard')

    // Opened in another way, nothing of what was read stays behind.
    const open = async () => {
      await emil.page.goto(clinics.sued.url)
      await emil.page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor()
    }
    await open()
    await until('nothing shown', async () => (await shownNotifications(emil)).length === 0)

    // What is put away, or set so, wakes only whoever is called: the rules are the homeserver's.
    const onlyCalls = async () => {
      const pushedBefore = push.pushed.length
      await say(ida, 'Nur nebenbei')
      await callByName(ida, 'emil', emil.name, 'bitte kommen')
      const call = await until('a push message', async () => push.pushed.at(pushedBefore))
      expect(push.pushed).toHaveLength(pushedBefore + 1)
      return call.message
    }
    await setFor(emil, ida.name, 'Archivieren')
    await entry(emil, ida.name).waitFor({ state: 'detached' })
    await closePage(emil)
    const called = await onlyCalls()
    const number = await watchWorkersBadge(emil)
    await handOver(emil, called)
    await until('the number on the icon', async () => (await number()) === 1)

    await open()
    await entry(emil, ida.name).getByText('1 Erwähnung').waitFor({ state: 'attached' })
    await setFor(emil, ida.name, 'Aus dem Archiv holen')
    await setFor(emil, ida.name, 'Nur Erwähnungen melden')
    await entry(emil, ida.name).getByLabel('Nur Erwähnungen').waitFor()
    await closePage(emil)
    await onlyCalls()

    // What is muted wakes nobody.
    await open()
    await setFor(emil, ida.name, 'Stumm')
    await entry(emil, ida.name).getByLabel('Stumm').waitFor()
    await closePage(emil)
    const pushedBefore = push.pushed.length
    await say(ida, 'Ganz leise')
    await markOf(ida, 'Ganz leise', 'delivered').waitFor()
    await setTimeout(2_000)
    expect(push.pushed.length).toBe(pushedBefore)
  })
})
