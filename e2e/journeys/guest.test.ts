import { expect, test } from 'vitest'
import { phone } from '../browser.ts'
import { openRogueGuest } from '../faults/rogue-guest.ts'
import { countFrames, enterCall, openCall, openPeople, pictureOf, ringing, turnCameraOff } from '../people/calls.ts'
import { inviteGuest, nameOneself, openLink, watchScreen } from '../people/guests.ts'
import { say } from '../people/messages.ts'
import { goTo } from '../people/person.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

const stage = setStage('Gast')

/**
 * Somebody has the account of a guest, as a clinic's servers have, and not the link: to the hosts it is said before they
 * let them in, and whoever does so nevertheless gives them no key.
 */
const refuseKeysTo = async (link: string) => {
  const { ida, emil } = stage.pair
  await ida.page.getByRole('dialog').getByRole('button', { name: 'Schließen' }).click()
  await using rogue = await openRogueGuest(stage.clinics.nord, link)
  const asks = ida.page.getByText('; es ist nicht belegt, dass dieses Gerät den Link hat, möchte ins Gespräch.')
  await asks.waitFor({ timeout: 60_000 })
  await ida.page.getByText('Lehnen Sie ab, und geben Sie dem Gast einen neuen Link.').waitFor()
  await ida.picture('guest without proof waits desktop')
  await ida.page.getByRole('button', { name: 'Einlassen' }).first().click()
  await rogue.takePart(rogue.room)
  for (const { page } of [ida, emil])
    await page
      .getByText('Es ist nicht belegt, dass dieses Gerät den Link hat: bekommt keine Schlüssel und wird nicht gezeigt')
      .waitFor({ timeout: 60_000 })
  await ida.picture('guest without proof desktop')
  await ida.page.getByRole('button', { name: 'Nicht alle bestätigt' }).waitFor()
  // Longer than it takes to look for a device's signature once more.
  await ida.page.waitForTimeout(5_000)
  for (const { userId } of [ida, emil]) expect(rogue.keyOf(userId)).toBeNull()
  await rogue.leaveCall(rogue.room)
  await ida.page.getByRole('button', { name: 'Mit Gast: Name nicht geprüft' }).waitFor()
}

/** Who is not let in is told so, and not that a call is over in which they never were. */
const turnAway = async (link: string) => {
  const { ida } = stage.pair
  await ida.page.getByRole('dialog').getByRole('button', { name: 'Schließen' }).click()
  await using guest = await openLink(stage.browser, link)
  await nameOneself(guest)
  await guest.page.getByRole('button', { name: 'Um Einlass bitten' }).click({ timeout: 60_000 })
  await ida.page.getByText('Frau Muster (Gast), Name nicht geprüft, möchte ins Gespräch.').waitFor({ timeout: 60_000 })
  await ida.page.getByRole('button', { name: 'Ablehnen' }).click()
  await guest.page.getByRole('heading', { name: 'Sie wurden nicht eingelassen' }).waitFor({ timeout: 60_000 })
  expectNoBarriers(await lookAt(guest, 'guest not let in'))
  await guest.page.reload()
  await guest.page.getByText('Der Link ist nicht vollständig').waitFor()
}

test('a guest comes by a link that works once, is let in, sees and is seen as unverified, and nothing is left of them', {
  timeout: 400_000,
}, async () => {
  const { ida, emil } = stage.pair
  await story('guest', [ida, emil], async () => {
    await say(ida, 'Das geht den Gast nichts an.')
    await openCall(ida)
    const link = await inviteGuest(ida)
    expectNoBarriers(await lookAt(ida, 'link for a guest'))
    await ida.page.getByRole('button', { name: 'Zum Gespräch mit Gast' }).click()
    await ida.page.getByRole('heading', { name: /^Gespräch mit Gast/ }).waitFor()
    await enterCall(ida)

    await ringing(emil).getByText(`${ida.name} ruft an`).waitFor({ timeout: 60_000 })
    await ringing(emil).getByRole('button', { name: 'Beitreten' }).click()
    await turnCameraOff(emil)
    await enterCall(emil)
    await pictureOf(emil, ida.name).waitFor({ state: 'attached', timeout: 60_000 })

    await using guest = await openLink(stage.browser, link)
    await story('guest themselves', [guest], async () => {
      await guest.page.getByLabel('Ihr Name').waitFor()
      const found = await lookAt(guest, 'coming as a guest')
      await nameOneself(guest)
      // Who has the link too, and comes second, does not come in.
      await using other = await openLink(stage.browser, link)
      await other.page.getByLabel('Ihr Name').waitFor()
      await guest.page.getByRole('button', { name: 'Um Einlass bitten' }).waitFor({ timeout: 60_000 })
      await nameOneself(other)
      await other.page.getByText('Dieser Link gilt nicht mehr').waitFor()

      // Whoever may let them in hears of it wherever they are.
      await goTo(ida, 'Nachrichten')
      const isAwake = await watchScreen(guest)
      await guest.page.getByRole('button', { name: 'Um Einlass bitten' }).click()
      await guest.page.getByText('Sie warten vor dem Gespräch').waitFor()
      await expect.poll(isAwake).toBe(true)
      const door = ida.page.getByRole('region', { name: 'Warten vor einem Gespräch' })
      await door.getByText('Frau Muster (Gast) wartet vor dem Gespräch').waitFor({ timeout: 60_000 })
      await ida.picture('guest waits, seen elsewhere desktop')
      await door.getByRole('button', { name: 'Zurück zum Gespräch' }).click()
      await door.waitFor({ state: 'detached' })
      expect(await pictureOf(guest, ida.name).count()).toBe(0)
      const asks = ida.page.getByText('Frau Muster (Gast), Name nicht geprüft, möchte ins Gespräch.')
      await asks.waitFor({ timeout: 60_000 })
      // Who did not make the link is told by who did.
      await emil.page
        .getByText(`Frau Muster (Gast), Name nicht geprüft, eingeladen von ${ida.name}, möchte ins Gespräch.`)
        .waitFor({ timeout: 60_000 })
      await ida.picture('guest waits desktop')
      await ida.page.getByRole('button', { name: 'Einlassen' }).first().click()

      const seen = pictureOf(guest, ida.name)
      await seen.waitFor({ timeout: 60_000 })
      expect(await countFrames(seen, 5, 90_000)).toBe(5)
      const theirs = pictureOf(emil, 'Frau Muster (Gast)')
      await theirs.waitFor({ timeout: 60_000 })
      expect(await countFrames(theirs, 5, 90_000)).toBe(5)
      expect(await isAwake()).toBe(true)
      // Who they are has not only been said by their clinics.
      await pictureOf(guest, emil.name).waitFor({ state: 'attached' })
      await guest.page.getByRole('button', { name: 'Alle Geräte bestätigt' }).click()
      const proven = 'Das Gerät hat belegt, dass es zu denen gehört, die Sie mit dem Link eingeladen haben.'
      await expect.poll(() => guest.page.getByRole('dialog').getByText(proven).count()).toBe(2)
      found.push(...(await lookAt(guest, 'who is in the call, to a guest')))
      await guest.page.keyboard.press('Escape')
      await emil.page.getByText('Name nicht geprüft', { exact: true }).waitFor()
      await emil.page.getByRole('button', { name: 'Mit Gast: Name nicht geprüft' }).waitFor()
      await guest.page.setViewportSize({ width: phone.width, height: phone.height })
      await guest.picture('guest call phone')
      // All that is wanted often fits in one line.
      const barHeight = async () => (await guest.page.getByRole('toolbar').boundingBox())?.height
      await expect.poll(barHeight).toBeLessThan(70)
      await guest.page.getByRole('button', { name: 'Mehr' }).click()
      await guest.picture('guest call phone, more')
      await guest.page.getByRole('menuitem', { name: 'Sprechende groß zeigen' }).click()
      await guest.page.locator('video[data-large="true"]').waitFor({ state: 'attached' })
      await emil.picture('guest call desktop')
      // The way to the conversation is for those who belong to it.
      expect(await guest.page.getByRole('button', { name: /^Konversation/ }).count()).toBe(0)
      expect(await guest.page.getByText('Das geht den Gast nichts an.').count()).toBe(0)

      await refuseKeysTo(await inviteGuest(ida))
      await turnAway(await inviteGuest(ida))

      // Loading the page anew keeps the place in front of the door that has been opened.
      await guest.page.reload()
      await guest.page.getByRole('button', { name: 'Jetzt beitreten' }).click({ timeout: 60_000 })
      await pictureOf(guest, ida.name).waitFor({ timeout: 60_000 })

      const people = await openPeople(ida)
      await people.getByRole('button', { name: 'Für alle beenden' }).click()
      await ida.page.getByRole('dialog').getByRole('button', { name: 'Für alle beenden' }).click()
      await ida.page.getByText('Das Gespräch wurde für alle beendet.').waitFor()
      await guest.page.getByText('Das Gespräch ist beendet').waitFor({ timeout: 60_000 })
      expectNoBarriers(found)
      const left = () => guest.page.evaluate(() => indexedDB.databases().then((all) => all.map(({ name }) => name)))
      await expect.poll(async () => (await left()).filter((name) => name?.includes('matrix'))).toEqual([])
      await guest.page.reload()
      await guest.page.getByText('Der Link ist nicht vollständig').waitFor()
    })
    await emil.page.getByText('Das Gespräch wurde für alle beendet.').waitFor()
  })
})
