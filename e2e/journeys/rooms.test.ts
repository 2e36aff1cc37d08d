import { expect, test } from 'vitest'
import { askService } from '../clinics/open-clinics.ts'
import { confirmWithPassword, openPage } from '../people/administration.ts'
import { act } from '../people/message-actions.ts'
import { message, say } from '../people/messages.ts'
import { openPair, roomIdOf } from '../people/pair.ts'
import { openPerson, signInFirst } from '../people/person.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt, openAddress } from '../people/views.ts'
import { createRoom, join, leave, roomOf, stateOf, writeState } from '../services/matrix-api.ts'
import { confirmed, somebodyAt } from '../services/somebody.ts'
import { until } from '../services/until.ts'

const stage = setStage()

test('a reported message reaches the admin without its words; the room is closed, opened again, and removed for good; another one is handed on', {
  // Views in four looks: a machine with other work needs its time.
  timeout: 480_000,
}, async () => {
  const { browser, clinics } = stage
  await using pair = await openPair(browser, clinics, 'Meldung')
  const { ida, emil } = pair
  await using ada = await openPerson(
    browser,
    clinics.nord,
    await clinics.nord.newPerson({ name: 'Ada Verwaltung', role: 'admin' }),
  )
  await story('rooms', [ida, emil, ada], async () => {
    const found: string[] = []
    await signInFirst(ada)
    const address = new URL(ida.page.url()).pathname
    const room = roomIdOf(ida)

    // Reported, with a reason to choose.
    await say(emil, 'Herr Muster aus Zimmer 4 hat wieder Fieber.')
    await message(ida, 'Herr Muster').waitFor()
    await act(ida, 'Herr Muster', 'Melden')
    const asked = ida.page.getByRole('dialog', { name: 'Nachricht melden' })
    await asked.getByLabel('An die falschen Personen gesendet').check()
    found.push(...(await lookAt(ida, 'report a message')))
    await asked.getByRole('button', { name: 'Melden' }).click()
    await asked.waitFor({ state: 'hidden' })

    // Who, where and why; not what. How many wait stands at the way there.
    await openPage(ada, 'Personen')
    await ada.page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await ada.page.getByRole('link', { name: /^Verwaltung.*gemeldete Nachricht/ }).waitFor()
    await ada.page.getByRole('link', { name: /^Räume.*gemeldete Nachricht/ }).waitFor()
    await openPage(ada, 'Räume')
    await ada.page.getByRole('radio', { name: /^Gemeldet.*gemeldete Nachricht/ }).check()
    const report = ada.page.getByRole('listitem').filter({ hasText: room })
    await report.getByText('An die falschen Personen gesendet').waitFor()
    await report.getByText(`Nachricht von ${emil.name}`).waitFor()
    expect(await ada.page.content()).not.toContain('Herr Muster')
    found.push(...(await lookAt(ada, 'reported messages')))
    await report.getByRole('button', { name: 'Ansehen' }).click()
    const dialog = ada.page.getByRole('dialog')
    await dialog.getByText('Klinikum Süd (1)').waitFor()
    await dialog.getByText('Ende-zu-Ende-verschlüsselt').waitFor()
    found.push(...(await lookAt(ada, 'one room')))

    // Closed: both are told, and nobody writes.
    await dialog.getByRole('button', { name: 'Schließen …' }).click()
    await dialog.getByRole('button', { name: 'Raum schließen' }).click()
    await dialog.getByRole('button', { name: 'Wieder öffnen' }).waitFor()
    for (const person of [ida, emil]) {
      await person.page.getByText('Klinikum Nord hat diese Konversation geschlossen').waitFor()
      await person.page.getByLabel('Nachricht schreiben').waitFor({ state: 'detached' })
    }
    found.push(...(await lookAt(ida, 'closed conversation')))

    // Opened again, it goes on.
    await dialog.getByRole('button', { name: 'Wieder öffnen' }).click()
    await dialog.getByRole('button', { name: 'Schließen …' }).waitFor()
    await openAddress(ida, address)
    await say(ida, 'Wir sind wieder da.')
    await message(emil, 'wieder da').waitFor()
    await say(emil, 'Ich auch.')
    await message(ida, 'Ich auch').waitFor()

    // A room is handed on to another one of its own people.
    const [owner, heir] = [await somebodyAt(clinics.nord), await somebodyAt(clinics.nord)]
    const handedOn = await roomOf(owner, heir)
    await dialog.getByRole('button', { name: 'Schließen', exact: true }).click()
    await ada.page.getByText('Alle Räume', { exact: true }).click()
    await ada.page.getByRole('searchbox').fill(handedOn)
    await ada.page.getByTitle(`Raum ${handedOn} ansehen`).click()
    const members = dialog.getByRole('region', { name: 'Mitglieder nach Klinik' })
    await members.getByRole('button', { name: 'Verwaltung übergeben' }).click()
    await members.getByRole('button', { name: 'Verwaltung übergeben' }).waitFor({ state: 'detached' })
    expect(await stateOf(heir, handedOn)).toContainEqual(
      expect.objectContaining({
        type: 'm.room.power_levels',
        content: expect.objectContaining({ users: expect.objectContaining({ [heir.userId]: 100 }) }),
      }),
    )
    await dialog.getByRole('button', { name: 'Schließen', exact: true }).click()

    // A group whose only owner leaves it with another Matrix client, or whose account is closed, goes to another one.
    const [only, colleague] = [await somebodyAt(clinics.nord), await somebodyAt(clinics.nord)]
    const left = await createRoom(only, [colleague], 'Tumorboard')
    await join(colleague, left)
    const before = await createRoom(only, [colleague], 'Frühbesprechung')
    await join(colleague, before)
    await writeState(only, before, 'm.room.power_levels', { users: { [colleague.userId]: 50 }, invite: 50 })
    await leave(only, before)
    const levels = async () => (await stateOf(colleague, before)).find(({ type }) => type === 'm.room.power_levels')
    await expect.poll(async () => (await levels())?.content).toMatchObject({ users: { [colleague.userId]: 100 } })
    const admin = await confirmed(await somebodyAt(clinics.nord, { role: 'admin' }))
    await askService(clinics.nord, admin, 'POST', '/api/admin/people/closing', { userId: only.userId })
    const isIn = async () =>
      (await stateOf(colleague, left)).some(
        ({ state_key, content }) => state_key === only.userId && content['membership'] === 'join',
      )
    await until('its owner has left', async () => !(await isIn()))
    expect(await stateOf(colleague, before)).toContainEqual(
      expect.objectContaining({ state_key: only.userId, content: expect.objectContaining({ membership: 'leave' }) }),
    )
    await ada.page.getByRole('searchbox').fill(left)
    await ada.page.getByTitle(`Raum ${left} ansehen`).click()
    await members.getByText('verwaltet den Raum').waitFor()
    await members.getByText(colleague.userId).waitFor()
    expect(await members.getByText(only.userId).count()).toBe(0)
    await dialog.getByRole('button', { name: 'Schließen', exact: true }).click()
    await ada.page.getByRole('searchbox').fill(room)
    await ada.page.getByTitle(`Raum ${room} ansehen`).click()

    // Gone for good here, and kept at the partner.
    await dialog.getByRole('button', { name: 'Endgültig entfernen …' }).click()
    found.push(...(await lookAt(ada, 'remove a room')))
    const code = (await dialog.getByText(/Zur Bestätigung „.+“ eingeben/).textContent())?.match(/„(.+)“/)?.[1] ?? ''
    await dialog.getByRole('textbox').fill(code)
    await dialog.getByRole('button', { name: 'Endgültig entfernen', exact: true }).click()
    await confirmWithPassword(ada)
    await dialog.waitFor({ state: 'hidden' })
    await ida.page.getByRole('link', { name: new RegExp(emil.name) }).waitFor({ state: 'detached' })
    await message(emil, 'Herr Muster').waitFor()
    expectNoBarriers(found)
  })
})
