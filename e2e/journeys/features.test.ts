import { afterAll, expect, test } from 'vitest'
import { features } from '#shared/features/feature.ts'
import { RequestRefused } from '../../synapse-config/node/ask-json.ts'
import { askService } from '../clinics/open-clinics.ts'
import { featureCard, openPage, switchFeature } from '../people/administration.ts'
import { enterCall, hangUp, joinCall, openCall, pictureOf } from '../people/calls.ts'
import { message, say } from '../people/messages.ts'
import { openPair } from '../people/pair.ts'
import { goTo, openPerson, type Person, signInFirst } from '../people/person.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt, openAddress } from '../people/views.ts'
import { createRoom, say as saySomething } from '../services/matrix-api.ts'
import { somebodyAt } from '../services/somebody.ts'
import { until } from '../services/until.ts'

const stage = setStage()

const newAdmin = async (): Promise<Person> => {
  const { nord } = stage.clinics
  return openPerson(stage.browser, nord, await nord.newPerson({ name: 'Ada Verwaltung', role: 'admin' }))
}

/** Whatever has failed, other tests have all of it. */
afterAll(async () => {
  const { nord } = stage.clinics
  const admin = await somebodyAt(nord, { role: 'admin' })
  for (const feature of features)
    await askService(nord, admin, 'PUT', `/api/features/settings/${feature}`, { isOn: true, exceptIn: [] })
})

const way = ({ page }: Person, name: string) =>
  page.getByRole('navigation', { name: 'Hauptnavigation' }).getByRole('link', { name })

/** What the service, or Synapse, answers with. */
const codeOf = async (asked: Promise<unknown>): Promise<string> => {
  try {
    await asked
    return 'done'
  } catch (error) {
    return error instanceof RequestRefused ? JSON.stringify(error.body) : 'other'
  }
}

test('what an admin switches off is gone for whoever has it open, is refused, and is there again as it was', {
  // Two calls, and views in four looks: a machine with other work needs its time.
  timeout: 480_000,
}, async () => {
  const { browser, clinics } = stage
  await using pair = await openPair(browser, clinics, 'Schalter')
  const { ida, emil } = pair
  await using ada = await newAdmin()
  await story('features', [ida, emil, ada], async () => {
    await signInFirst(ada)
    await openPage(ada, 'Funktionen')
    await featureCard(ada, 'Wandtafel').waitFor()
    const found = await lookAt(ada, 'features')

    // A call that runs ends for who may not call any more; the other one sees them go.
    await joinCall(ida)
    await joinCall(emil)
    await pictureOf(emil, ida.name).waitFor()
    await featureCard(ada, 'Videogespräche').getByRole('button', { name: 'Abschalten' }).click()
    await ada.page.getByText(/Person(en)? (ist|sind) im Gespräch\./).waitFor()
    await ada.picture('feature switching off')
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Abschalten' }).click()
    await ida.page.getByRole('heading', { name: 'Videogespräche: abgeschaltet' }).waitFor()
    await way(ida, 'Gespräche').waitFor({ state: 'detached' })
    await pictureOf(emil, ida.name).waitFor({ state: 'detached' })
    found.push(...(await lookAt(ida, 'feature that is off')))
    await goTo(ida, 'Nachrichten')
    await ida.page.getByRole('link', { name: new RegExp(emil.name) }).click()
    await message(ida, 'Guten Tag.').waitFor()
    expect(await ida.page.getByRole('button', { name: /Videogespräch|Beitreten/ }).count()).toBe(0)
    await switchFeature(ada, 'Videogespräche', 'Einschalten')
    await openCall(ida)
    await enterCall(ida)
    await pictureOf(emil, ida.name).waitFor()
    await pictureOf(ida, emil.name).waitFor()
    await hangUp(ida)
    await hangUp(emil)

    // Nobody finds anybody, a partner's people neither.
    await goTo(ida, 'Verzeichnis')
    await ida.page.getByRole('searchbox').first().waitFor()
    await switchFeature(ada, 'Verzeichnis', 'Abschalten')
    await ida.page.getByRole('heading', { name: 'Verzeichnis: abgeschaltet' }).waitFor()
    const caller = await clinics.nord.signIn(ida.account)
    expect(await codeOf(askService(clinics.nord, caller, 'GET', '/api/directory/search?q=a'))).toContain('feature-off')
    await switchFeature(ada, 'Verzeichnis', 'Einschalten')
    await ida.page.getByRole('searchbox').first().waitFor()

    // Without messages nobody writes; what the partner writes meanwhile is there afterwards.
    await switchFeature(ada, 'Nachrichten', 'Abschalten')
    await way(ida, 'Nachrichten').waitFor({ state: 'detached' })
    const bare = await somebodyAt(clinics.nord)
    await until('Synapse refuses a new room', async () => (await codeOf(createRoom(bare))).includes('feature-off'))
    await goTo(emil, 'Nachrichten')
    await emil.page.getByRole('link', { name: new RegExp(ida.name) }).click()
    const unread = emil.page.getByText(`Für ${ida.name} sind Nachrichten abgeschaltet`)
    await unread.waitFor({ timeout: 60_000 })
    found.push(...(await lookAt(emil, 'somebody without messages')))
    await say(emil, 'Das wartet auf Sie.')
    await switchFeature(ada, 'Nachrichten', 'Einschalten')
    await goTo(ida, 'Nachrichten')
    await ida.page.getByRole('link', { name: new RegExp(emil.name) }).click()
    await message(ida, 'Das wartet auf Sie.').waitFor()
    await until('Synapse takes rooms again', async () => (await codeOf(createRoom(bare))) === 'done')
    await say(ida, 'Ich bin wieder da.')
    await message(emil, 'wieder da').waitFor()
    await unread.waitFor({ state: 'detached' })
    const room = await createRoom(bare)
    expect(await codeOf(saySomething(bare, room, 'x'))).toBe('done')

    // A request takes no files that would stay behind.
    await openAddress(ida, '/consults/new')
    const attach = ida.page.getByRole('button', { name: 'Datei anhängen' })
    await attach.waitFor()
    expect(await attach.isEnabled()).toBe(true)
    await switchFeature(ada, 'Fallakten', 'Abschalten')
    await ida.page.getByText('Fallakten: abgeschaltet').waitFor()
    expect(await attach.isEnabled()).toBe(false)
    await switchFeature(ada, 'Fallakten', 'Einschalten')
    await ida.page.getByText('Fallakten: abgeschaltet').waitFor({ state: 'detached' })
    expect(await attach.isEnabled()).toBe(true)
    // Nor is somebody looked for whom nobody can find; who can be asked is there again by itself.
    const cardiology = ida.page.getByRole('radio', { name: /^Kardiologie, / })
    await cardiology.waitFor()
    await switchFeature(ada, 'Verzeichnis', 'Abschalten')
    await ida.page.getByText('Ohne Verzeichnis lässt sich keine Abteilung wählen').waitFor()
    expect(await cardiology.count()).toBe(0)
    found.push(...(await lookAt(ida, 'request without files and directory')))
    await switchFeature(ada, 'Verzeichnis', 'Einschalten')
    await cardiology.waitFor()

    // One department alone has no consults.
    await featureCard(ada, 'Konsile').getByRole('button', { name: 'Abteilungen' }).click()
    const dialog = ada.page.getByRole('dialog')
    await dialog.getByLabel('Zentrale Notaufnahme').check()
    await ada.picture('feature by department')
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await featureCard(ada, 'Konsile').getByText('Eingeschaltet, außer in: Zentrale Notaufnahme').waitFor()
    await way(ida, 'Konsile').waitFor({ state: 'detached' })
    await way(ada, 'Konsile').waitFor()
    await openAddress(ida, '/consults/new')
    await ida.page.getByRole('heading', { name: 'Konsile: abgeschaltet' }).waitFor()
    await featureCard(ada, 'Konsile').getByRole('button', { name: 'Abteilungen' }).click()
    await dialog.getByLabel('Zentrale Notaufnahme').uncheck()
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await way(ida, 'Konsile').waitFor()
    expectNoBarriers(found)
  })
})
