import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RoomId } from '#shared/matrix/ids.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { turnAway } from '../people/browser-storage.ts'
import { act, deleteMessage, edit, quoteIn, reactionAt, reactTo, replyTo } from '../people/message-actions.ts'
import { callByName, markOf, message, say } from '../people/messages.ts'
import { openPair, type Pair, roomIdOf } from '../people/pair.ts'
import { goTo } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, glanceAt } from '../people/views.ts'
import { say as sayPlainly } from '../services/matrix-api.ts'
import { signedIn } from '../services/somebody.ts'

let browser: Browser
let clinics: TestClinics
let pair: Pair
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  pair = await openPair(browser, clinics, 'Verlauf')
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
})

test('an answer shows at the other clinic what it answers, and leads there', async () => {
  const { ida, emil } = pair
  await story('reply', [ida, emil], async () => {
    await say(ida, 'Welche Dosis Heparin?')
    await message(emil, 'Welche Dosis').waitFor()
    await replyTo(emil, 'Welche Dosis', 'Fünftausend Einheiten.')
    await message(ida, 'Fünftausend').waitFor()
    await expect.poll(() => quoteIn(ida, 'Fünftausend').textContent()).toBe(`${ida.name}Welche Dosis Heparin?`)
    await quoteIn(ida, 'Fünftausend').click()
    await expect.poll(() => ida.page.evaluate(() => document.activeElement?.textContent)).toContain('Welche Dosis')
  })
})

test('an edit replaces the text at the other clinic, also after a reload', async () => {
  const { ida, emil } = pair
  await story('edit', [ida, emil], async () => {
    await say(ida, 'Kalium 3,1')
    await message(emil, 'Kalium 3,1').waitFor()
    await edit(ida, 'Kalium 3,1', 'Kalium 4,1')
    await message(emil, 'Kalium 4,1').getByText('bearbeitet').waitFor()
    expect(await message(emil, 'Kalium 3,1').count()).toBe(0)
    await emil.page.reload()
    await message(emil, 'Kalium 4,1').getByText('bearbeitet').click()
    await emil.page.getByRole('dialog', { name: 'Fassungen dieser Nachricht' }).getByText('Kalium 3,1').waitFor()
    expectNoBarriers(await glanceAt(emil, 'versions of a message'))
    await emil.page.keyboard.press('Escape')
    expect(await message(emil, 'Kalium 3,1').count()).toBe(0)
  })
})

test('a reaction shows at the other clinic with who it is from, and no server learns which it is', async () => {
  const { ida, emil } = pair
  await story('reaction', [ida, emil], async () => {
    await say(ida, 'Aufnahme um 15 Uhr')
    await message(emil, 'Aufnahme um 15').waitFor()
    const seen = new Promise<string>((resolve) =>
      emil.page.on('request', (request) => {
        // Keys for devices may go before it.
        if (/\/rooms\/[^/]+\/(?:send|redact)\//.test(request.url()) && request.method() === 'PUT')
          resolve(request.postData() ?? '')
      }),
    )
    await reactTo(emil, 'Aufnahme um 15', 'Daumen hoch')
    await reactionAt(ida, 'Aufnahme um 15', new RegExp(`^👍 von ${emil.name}`)).waitFor()
    const sent = await seen
    expect(JSON.parse(sent)['m.relates_to']).toMatchObject({ rel_type: 'app.consilium.reaction' })
    expect(sent).not.toContain('👍')

    await reactionAt(ida, 'Aufnahme um 15', /👍/).click()
    await reactionAt(emil, 'Aufnahme um 15', new RegExp(`^👍 von Sie, ${ida.name}`)).waitFor()
    await reactionAt(emil, 'Aufnahme um 15', /👍/).click()
    await reactionAt(ida, 'Aufnahme um 15', /^👍 von Sie/).waitFor()
    await ida.page.reload()
    await reactionAt(ida, 'Aufnahme um 15', /^👍 von Sie/).waitFor()
    expect(await ida.page.getByRole('log').getByText('gelöscht').count()).toBe(0)
  })
})

test('what is deleted is gone at the other clinic with all its texts, and who did it stays', async () => {
  const { ida, emil } = pair
  await story('delete', [ida, emil], async () => {
    await say(ida, 'Falscher Patient A')
    await message(emil, 'Falscher Patient A').waitFor()
    await edit(ida, 'Falscher Patient A', 'Falscher Patient B')
    await message(emil, 'Falscher Patient B').waitFor()
    await deleteMessage(ida, 'Falscher Patient B')
    const trace = message(emil, `Von ${ida.name} gelöscht`)
    await trace.waitFor()
    await expect.poll(() => emil.page.getByRole('log').getByText('Falscher Patient').count()).toBe(0)
    await emil.page.reload()
    await trace.waitFor()
    await expect.poll(() => trace.count()).toBe(1)
    expect(await emil.page.getByRole('log').getByText('Falscher Patient').count()).toBe(0)
  })
})

test('the mark tells of each person how far a message has come', async () => {
  const { ida, emil } = pair
  await story('readers', [ida, emil], async () => {
    await say(ida, 'Bitte lesen')
    await markOf(ida, 'Bitte lesen', 'read').click()
    const people = ida.page.getByRole('dialog', { name: 'Wie weit die Nachricht gekommen ist' })
    await people.getByRole('listitem').filter({ hasText: emil.name }).getByText('Gelesen').waitFor()
    expectNoBarriers(await glanceAt(ida, 'readers of a message'))
    await ida.page.keyboard.press('Escape')
    const mark = markOf(ida, 'Bitte lesen', 'read')
    await expect.poll(() => mark.evaluate((element) => element === document.activeElement)).toBe(true)
  })
})

test('one sees that the other one is writing, until it is sent', async () => {
  const { ida, emil } = pair
  await story('typing', [ida, emil], async () => {
    const field = ida.page.getByLabel('Nachricht schreiben')
    const writing = emil.page.getByText(`${ida.name} schreibt …`)
    // Whoever pauses is not writing any more, so that she goes on until he has seen it.
    await expect
      .poll(
        async () => {
          await field.pressSequentially('Einen Mo')
          return writing.count()
        },
        { interval: 500 },
      )
      .toBe(1)
    await say(ida, 'Einen Moment.')
    await message(emil, 'Einen Moment.').waitFor()
    await writing.waitFor({ state: 'detached' })
  })
})

test('who is named is told so, and formatting arrives as what it is', async () => {
  const { ida, emil } = pair
  await story('mention', [ida, emil], async () => {
    const address = 'https://leitlinien.example/lyse?von=3'
    await callByName(ida, 'emil', emil.name, `bitte **nüchtern**, 5*3*2 <b>, \`rt-PA 0,9\`, ${address}`)
    const seen = message(emil, 'bitte nüchtern, 5*3*2 <b>')
    await seen.getByText('Sie sind gemeint').waitFor({ state: 'attached' })
    await expect.poll(() => seen.locator('strong', { hasText: 'nüchtern' }).textContent()).toBe('nüchtern')
    await expect.poll(() => seen.locator('code').textContent()).toBe('rt-PA 0,9')
    const link = seen.getByRole('link', { name: address })
    await expect.poll(() => link.getAttribute('href')).toBe(address)
    await expect.poll(() => link.getAttribute('rel')).toContain('noreferrer')
    await expect.poll(() => seen.getByText(`@${emil.name}`).getAttribute('title')).toBe(emil.userId)
    await edit(ida, 'bitte nüchtern', 'doch nicht nüchtern')
    await message(emil, 'doch nicht nüchtern').waitFor()
  })
})

test('what another client sends as done by somebody, or by a program, is read so', async () => {
  const { ida, emil } = pair
  await story('manner', [ida, emil], async () => {
    const idasOther = await signedIn(ida.clinic, ida.account)
    const talk = roomIdOf(ida) as RoomId
    await sayPlainly(idasOther, talk, 'misst den Blutdruck nach', { msgtype: 'm.emote' })
    await message(emil, `${ida.name} misst den Blutdruck nach`).waitFor()
    await sayPlainly(idasOther, talk, 'Laborwerte liegen vor', { msgtype: 'm.notice' })
    await message(emil, 'Laborwerte liegen vor').locator('[data-manner="notice"]').waitFor()
    await emil.picture('emote and notice')
  })
})

test('an address leads to one message, and a day to its first', async () => {
  const { ida, emil } = pair
  await story('jump', [ida, emil], async () => {
    await say(ida, 'Hierher')
    const eventId = await message(emil, 'Hierher').getAttribute('data-key')
    for (const text of ['eins', 'zwei', 'drei', 'vier']) await say(ida, `Danach ${text}${'\n.'.repeat(9)}`)
    await message(emil, 'Danach vier').waitFor()
    const isInView = () => message(emil, 'Hierher').evaluate((row) => row.getBoundingClientRect().top >= 0)
    await expect.poll(isInView).toBe(false)
    await emil.page.goto(`${emil.page.url().split('?')[0]}?event=${encodeURIComponent(eventId ?? '')}`)
    await message(emil, 'Hierher').waitFor()
    await expect.poll(isInView).toBe(true)
    await expect.poll(() => emil.page.evaluate(() => document.activeElement?.textContent)).toContain('Hierher')

    await ida.page.getByRole('log').getByTitle('Zu einem anderen Tag').first().click()
    const days = ida.page.getByRole('dialog', { name: 'Ab einem Tag lesen' })
    await days.waitFor()
    expectNoBarriers(await glanceAt(ida, 'day to read from'))
    await days.getByRole('button', { name: 'Dorthin' }).click()
    await expect.poll(() => ida.page.evaluate(() => document.activeElement?.textContent)).toContain('Guten Tag.')
  })
})

test('whoever comes back is led to the first of what was written meanwhile', async () => {
  const { ida, emil } = pair
  await story('unread', [ida, emil], async () => {
    // At the end, wherever he was led before.
    await say(emil, 'Ich gehe kurz.')
    await say(ida, 'Das Letzte, das er sieht')
    await message(emil, 'Das Letzte').waitFor()
    await markOf(ida, 'Das Letzte', 'read').waitFor()
    await goTo(emil, 'Einstellungen')
    for (const text of ['eins', 'zwei', 'drei', 'vier']) await say(ida, `Neu ${text}${'\n.'.repeat(9)}`)
    await markOf(ida, 'Neu vier', 'delivered').waitFor()
    await goTo(emil, 'Nachrichten')
    await emil.page.getByRole('link', { name: new RegExp(ida.name) }).click()
    const isInView = (text: string) =>
      message(emil, text).evaluate((row) => {
        const { top, height } = row.getBoundingClientRect()
        return top >= 0 && top + Math.min(height, 40) <= innerHeight
      })
    await expect.poll(() => isInView('Neu eins')).toBe(true)
    expect(await isInView('Neu vier')).toBe(false)
    await emil.page.getByRole('button', { name: 'Neue Nachrichten' }).click()
    await expect.poll(() => isInView('Neu vier')).toBe(true)

    // Nobody is offered a way to what is in view, also after the page was loaded anew. What was read is on the disk then.
    await markOf(ida, 'Neu vier', 'read').waitFor()
    await turnAway(emil)
    const talk = emil.page.url()
    await goTo(emil, 'Einstellungen')
    for (const text of ['Eine noch', 'und noch eine']) await say(ida, text)
    await markOf(ida, 'und noch eine', 'delivered').waitFor()
    await emil.page.goto(talk)
    await markOf(ida, 'und noch eine', 'read').waitFor()
    await expect.poll(() => isInView('Eine noch')).toBe(true)
    await expect.poll(() => emil.page.getByRole('button', { name: /ungelesen/ }).count()).toBe(0)
  })
})

test('by keyboard alone one goes to a message and answers it', async () => {
  const { ida, emil } = pair
  await story('keyboard', [ida, emil], async () => {
    await say(ida, 'Nur Tastatur')
    await message(emil, 'Nur Tastatur').waitFor()
    await emil.page.getByRole('log').focus()
    await emil.page.keyboard.press('ArrowUp')
    await emil.page.keyboard.press('r')
    await emil.page.getByRole('region', { name: `Antwort an ${ida.name}` }).waitFor()
    await expect.poll(() => emil.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    await emil.page.keyboard.type('Gelesen')
    await emil.page.keyboard.press('Enter')
    await quoteIn(ida, 'Gelesen').waitFor()
  })
})

test('after a day a message stays, and its author is told what to do instead', async () => {
  const { ida } = pair
  await story('too late', [ida], async () => {
    await say(ida, 'Das bleibt stehen')
    await markOf(ida, 'Das bleibt stehen', 'sent', 'delivered', 'read').waitFor()
    // The last test of this page: its clock stands still from here on.
    await ida.page.clock.setFixedTime(Date.now() + 25 * 60 * 60_000)
    await act(ida, 'Das bleibt stehen', 'Löschen')
    const dialog = ida.page.getByRole('dialog', { name: 'Zum Löschen ist es zu spät' })
    await dialog.getByText('Schreiben Sie eine Richtigstellung').waitFor()
    expect(await dialog.getByRole('button', { name: 'Löschen' }).count()).toBe(0)
  })
})
