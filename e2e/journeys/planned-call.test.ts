import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { backToConversation, openCall } from '../people/calls.ts'
import { goTo } from '../people/person.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

const stage = setStage('Termin')

/** As a field for date and time takes it. */
const written = (ms: number) => {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000)
  return date.toISOString().slice(0, 16)
}

test('times for a call are proposed and accepted across clinics, stand in the day of both, are reminded of and cancelled', async () => {
  const { ida, emil } = stage.pair
  await story('planned-call', [ida, emil], async () => {
    // Soon enough to be reminded of, and late enough for a slow machine.
    const start = Math.ceil(Date.now() / 60_000) * 60_000 + 8 * 60_000
    const found: string[] = []
    await openCall(ida)
    await ida.page.getByRole('button', { name: 'Gespräch planen' }).click()
    const dialog = ida.page.getByRole('dialog', { name: 'Videogespräch planen' })
    await dialog.getByRole('button', { name: 'Vorschlagen' }).click()
    await dialog.getByText('Bitte geben Sie mindestens eine Zeit an').waitFor()
    await dialog.getByLabel('Vorschlag 1', { exact: true }).fill(written(start))
    await dialog.getByRole('button', { name: 'Weitere Zeit' }).click()
    await dialog.getByLabel('Vorschlag 2', { exact: true }).fill(written(start + 26 * 3_600_000))
    found.push(...(await lookAt(ida, 'planning a call')))
    await dialog.getByRole('button', { name: 'Vorschlagen' }).click()
    await dialog.waitFor({ state: 'detached' })
    await backToConversation(ida)

    const proposed = emil.page.getByRole('region', { name: 'Videogespräch vorgeschlagen' })
    await proposed
      .getByRole('button', { name: /^Zusagen/ })
      .first()
      .waitFor({ timeout: 60_000 })
    found.push(...(await lookAt(emil, 'proposed times')))
    await proposed
      .getByRole('button', { name: /^Zusagen/ })
      .first()
      .click()
    const planned = ida.page.getByRole('region', { name: 'Videogespräch geplant' })
    await planned.getByText(`Zugesagt: ${emil.name}`).waitFor({ timeout: 60_000 })

    const [download] = await Promise.all([
      ida.page.waitForEvent('download'),
      planned.getByRole('button', { name: 'Kalenderdatei' }).click(),
    ])
    const file = await readFile(await download.path(), 'utf8')
    expect(file).toContain(`DTSTART:${new Date(start).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`)
    expect(file).not.toContain('Termin')

    for (const person of [ida, emil])
      await person.page.getByText(/Um \d\d:\d\d: Videogespräch/).waitFor({ timeout: 60_000 })
    await goTo(ida, 'Gespräche')
    if (new Date(start).getDate() !== new Date().getDate())
      await ida.page.getByRole('button', { name: 'Tag vor' }).click()
    await ida.page.getByRole('heading', { name: 'Videogespräche' }).waitFor()
    const slot = ida.page.getByRole('main').getByRole('link', { name: emil.name, exact: true })
    await slot.waitFor()
    found.push(...(await lookAt(ida, 'calls of a day')))

    await emil.page
      .getByRole('region', { name: 'Videogespräch geplant' })
      .getByRole('button', { name: 'Absagen' })
      .click()
    await slot.waitFor({ state: 'detached', timeout: 60_000 })
    await ida.page.getByText(/Um \d\d:\d\d: Videogespräch/).waitFor({ state: 'detached' })
    await ida.page.getByText('An diesem Tag ist kein Gespräch geplant').waitFor()
    expectNoBarriers(found)
  })
})
