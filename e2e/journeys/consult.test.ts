import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RoomId } from '#shared/matrix/ids.ts'
import { atOnce } from '../people/at-once.ts'
import {
  acceptConsult,
  alert,
  askAgain,
  askForConsult,
  askForData,
  beginRequestTo,
  chooseFurtherStep,
  closeConsult,
  fillAndSend,
  saveExport,
  writeReport,
} from '../people/consults.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { asking, report } from '../people/example-consult.ts'
import { attachFile, fileEntry, openFile, saveFile } from '../people/files.ts'
import { message, say } from '../people/messages.ts'
import { goTo, openPerson, type Person, signInFirst } from '../people/person.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { filesThatContain } from '../people/traces.ts'
import { expectNoBarriers, glanceAt } from '../people/views.ts'
import { readAsAdministrators } from '../services/administrators.ts'

const stage = setStage()

const fixture = (name: string) => readFile(join(import.meta.dirname, '../fixtures', name))

test('a consult goes from the question over files to the signed report, and no server can read it', async () => {
  await using ida = await newPhysician(stage.browser, stage.clinics.nord, 'Dr. Ida Fragende')
  await using emil = await newCardiologist(stage.browser, stage.clinics.sued, 'Dr. Emil Antwortend')
  await story('consult', [ida, emil], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil)])
    await emil.page.evaluate(() => {
      const start = OscillatorNode.prototype.start
      OscillatorNode.prototype.start = function (when) {
        Object.assign(globalThis, { isHeard: true })
        start.call(this, when)
      }
    })

    // Asked, alerted with a sound, accepted.
    await askForConsult(ida, asking)
    await alert(emil).getByText('Dr. Ida Fragende').waitFor()
    await expect.poll(() => emil.page.evaluate(() => Reflect.get(globalThis, 'isHeard'))).toBe(true)
    await acceptConsult(emil)
    await ida.page.getByText('Dr. Emil Antwortend hat das Konsil übernommen.').first().waitFor()
    for (const text of [asking.question, asking.patient]) await emil.page.getByText(text).first().waitFor()

    // Something is missing: the clock stands still for as long as it is waited for.
    await askForData(emil, 'Bildgebung fehlt', 'Bitte das Röntgenbild von heute.')
    await message(ida, 'Bitte das Röntgenbild von heute.').waitFor()
    await ida.page.getByText('Dr. Emil Antwortend braucht weitere Angaben: Bildgebung fehlt.').first().waitFor()
    for (const { page } of [ida, emil])
      await page
        .getByText(/^Frist angehalten, noch \d+:\d+ min$/)
        .first()
        .waitFor()
    await ida.page.getByRole('region', { name: 'Jetzt für Sie' }).getByText('Bildgebung fehlt').waitFor()
    await ida.page.getByRole('button', { name: 'Angaben liegen vor' }).click()
    await emil.page
      .getByText(/^noch \d+:\d+ min für die Antwort$/)
      .first()
      .waitFor()

    // The case file: an image in its viewer, and any file as the very bytes that were sent.
    const image = await fixture('ct-small.dcm')
    await attachFile(ida, { name: 'thorax.dcm', mimeType: '', bytes: image })
    await fileEntry(emil, 'thorax.dcm').waitFor()
    const viewer = await openFile(emil, 'thorax.dcm')
    await viewer.getByText('128 × 128').waitFor()
    await viewer.locator('canvas').first().waitFor()
    // What is open stays open when something else arrives.
    const letter = Buffer.from('Unlesbar für jeden Server: Zwiebelfisch-Arztbrief. '.repeat(60_000))
    await attachFile(ida, { name: 'brief.bin', mimeType: 'application/octet-stream', bytes: letter })
    await emil.page.getByText('brief.bin').first().waitFor({ state: 'attached' })
    await expect.poll(() => viewer.isVisible()).toBe(true)
    await emil.page.keyboard.press('Escape')
    expect(await saveFile(emil, 'thorax.dcm')).toEqual(image)
    expect((await saveFile(emil, 'brief.bin')).equals(letter)).toBe(true)

    await say(emil, 'Ist Heparin schon gegeben? Zwiebelfisch wartet.')
    await message(ida, 'Heparin schon gegeben').waitFor()

    // Answered, first for the time being; read, exported.
    await writeReport(emil, { ...report, recommendation: 'Vorerst ASS, Weiteres folgt.' }, 'Als Zwischenantwort senden')
    await ida.page.getByText('Vorerst ASS').first().waitFor()
    await ida.page.getByText('Dr. Emil Antwortend hat eine Zwischenantwort gegeben').first().waitFor()
    await writeReport(emil, report)
    await ida.page.getByText(report.recommendation).first().waitFor()
    await ida.page.getByText('Beantwortet von Dr. Emil Antwortend.').first().waitFor()
    const pdf = await saveExport(ida, 'PDF')
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    // Read out in its language, and in its order.
    for (const said of [/\/Lang \(de-DE\)/, /\/MarkInfo\b/, /\/StructTreeRoot\b/])
      expect(pdf.toString('latin1')).toMatch(said)
    const bundle = JSON.parse((await saveExport(ida, 'FHIR R4')).toString())
    expect(bundle).toMatchObject({ resourceType: 'Bundle' })
    const types = bundle.entry.map(({ resource }: { resource: { resourceType: string } }) => resource.resourceType)
    expect(types).toEqual(
      expect.arrayContaining(['ServiceRequest', 'Task', 'DiagnosticReport', 'DocumentReference', 'Patient']),
    )

    // Corrected: a wrong dose must not stand unnoticed.
    await emil.page.getByRole('button', { name: 'Bericht korrigieren' }).click()
    await writeReport(emil, { ...report, recommendation: 'Verlegung in das Katheterlabor, Heparin 7500 IE.' })
    await ida.page.getByText('Dr. Emil Antwortend hat den Bericht korrigiert').first().waitFor()
    const answer = ida.page.getByRole('region', { name: 'Bericht', exact: true })
    await answer.getByText('Dieser Bericht wurde korrigiert').waitFor()
    await answer.getByText('Heparin 7500 IE.').waitFor()
    await ida.page.getByRole('log').getByText('Bericht korrigiert').waitFor()

    // Asked again, answered again, closed: both sides have all of it on record.
    await askAgain(ida, 'Und danach: duale Hemmung?')
    await emil.page.getByText('Und danach: duale Hemmung?').first().waitFor()
    await emil.page.getByText('Dr. Ida Fragende hat eine Rückfrage gestellt').first().waitFor()
    await writeReport(emil, { ...report, recommendation: 'Zwölf Monate duale Hemmung.' })
    await ida.page.getByText('Zwölf Monate duale Hemmung.').first().waitFor()
    await closeConsult(ida, 'Empfehlung umgesetzt')
    const course = ({ page }: Person) => page.getByRole('region', { name: 'Verlauf' })
    const closed = 'Dr. Ida Fragende hat das Konsil abgeschlossen: Empfehlung umgesetzt'
    for (const one of [ida, emil]) {
      await course(one).getByText(closed).waitFor()
      await one.page
        .getByText('Beantwortet von Dr. Emil Antwortend. Abgeschlossen: Empfehlung umgesetzt.')
        .first()
        .waitFor()
    }
    // Every step with who, in what role, when and why: the same on both sides.
    const steps = (of: Person) => course(of).getByRole('listitem').allInnerTexts()
    await expect.poll(() => steps(emil)).toEqual(await steps(ida))
    const taken = course(ida).getByRole('listitem').filter({ hasText: 'Dr. Emil Antwortend hat übernommen' })
    await taken.getByText('gerufen, Klinikum Süd').waitFor()

    // What was clinical is on no server: not in a database, not in the store, not in a log.
    const secrets = [
      'Zwiebelfisch',
      'duale Hemmung',
      'ST-Hebung in II',
      'Hinterwandinfarkt',
      // The name alone is an answer that a department offers.
      'Heparin 5000',
      'Heparin schon gegeben',
      'thorax.dcm',
      'Zwiebelfisch-Arztbrief',
    ]
    expect(filesThatContain(stage.clinics.nord, secrets)).toEqual([])
    expect(filesThatContain(stage.clinics.sued, secrets)).toEqual([])
    // The search itself works: what servers may know is found by it.
    expect(filesThatContain(stage.clinics.nord, ['app.consilium.consult.task'])).not.toEqual([])

    // Nor does anybody read it who administers a clinic, with all that its service and its homeserver give them.
    const room = decodeURIComponent(new URL(ida.page.url()).pathname.split('/').at(-1) ?? '') as RoomId
    for (const clinic of [stage.clinics.nord, stage.clinics.sued]) {
      const read = await readAsAdministrators(clinic, room, [ida.userId, emil.userId])
      for (const [role, answers] of Object.entries(read)) {
        const given = answers.filter(({ status }) => status === 200)
        expect(given.length, `${role} at ${clinic.name} reads something`).toBeGreaterThan(5)
        for (const { asked, text } of answers)
          for (const secret of [...secrets, asking.birthDate])
            expect(text.includes(secret), `${role} at ${clinic.name} reads it by ${asked}`).toBe(false)
      }
      // The question is the right one: the admin is told of this room by the log, and of its events by the homeserver.
      const told = read.admin.filter(({ status, text }) => status === 200 && text.includes(room))
      for (const part of ['/api/audit/entries', '/_synapse/admin/v1/rooms/'])
        expect(
          told.some(({ asked }) => asked.startsWith(part)),
          part,
        ).toBe(true)
    }
  })
})

test('of two on call who accept at once, one has the consult and the other is told who, and may be given it', async () => {
  await using ida = await newPhysician(stage.browser, stage.clinics.nord, 'Dr. Ida Eilig')
  await using emil = await newCardiologist(stage.browser, stage.clinics.sued, 'Dr. Emil Wettlauf')
  await using sofie = await newCardiologist(stage.browser, stage.clinics.sued, 'Dr. Sofie Wettlauf')
  await story('race', [ida, emil, sofie], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil), signInFirst(sofie)])
    await askForConsult(ida, { ...asking, patient: 'Doppelt, Anna' })
    for (const one of [emil, sofie]) await alert(one).getByText('Dr. Ida Eilig').waitFor()
    await atOnce([emil, sofie], '**/api/consults/*/transitions')
    // Who loses is told for a while only.
    const told = async (one: Person, winner: Person) => {
      await one.page.getByText(`${winner.name} hat das Konsil gerade übernommen.`).first().waitFor()
      return { one, winner }
    }
    const [{ one, winner }] = await Promise.all([
      Promise.any([told(emil, sofie), told(sofie, emil)]),
      acceptConsult(emil),
      acceptConsult(sofie),
    ])
    await ida.page.getByText(`${winner.name} hat das Konsil übernommen.`).first().waitFor()
    await alert(one).waitFor({ state: 'detached' })

    // A step that is seldom the next one stands behind a button, to which the focus comes back.
    const further = winner.page.getByRole('button', { name: 'Weitere Schritte' })
    const handing = winner.page.getByRole('dialog', { name: /übergeben$/ })
    await chooseFurtherStep(winner, 'Übergeben')
    await handing.getByLabel('An wen?').waitFor()
    await winner.page.keyboard.press('Escape')
    await handing.waitFor({ state: 'detached' })
    await expect.poll(() => further.evaluate((button) => button === document.activeElement)).toBe(true)
    await chooseFurtherStep(winner, 'Übergeben')
    await handing.getByRole('option', { name: `${one.name} (Im Dienst)`, exact: true }).waitFor({ state: 'attached' })
    expectNoBarriers(await glanceAt(winner, 'handing over a consult'))
    await handing.getByLabel('An wen?').selectOption({ label: `${one.name} (Im Dienst)` })
    await handing.getByRole('button', { name: 'Übergeben' }).click()
    await handing.waitFor({ state: 'detached' })
    const given = `${winner.name} hat an ${one.name} übergeben`
    const unseen = ida.page.getByText('Noch nicht als gesehen bestätigt.').first()
    await unseen.waitFor()
    // Whoever was handed it says that it has arrived.
    await alert(one).getByText(`Konsil, Ihnen übergeben von ${winner.name}`).waitFor()
    await goTo(one, 'Konsile')
    const open = one.page.getByRole('region', { name: 'Konsile', exact: true })
    await open.getByText(`${winner.name} hat Ihnen dieses Konsil übergeben.`).waitFor()
    expectNoBarriers(await glanceAt(one, 'handed a consult'))
    await alert(one).getByRole('button', { name: 'Gesehen' }).click()
    await alert(one).waitFor({ state: 'detached' })
    await one.page.getByText(given).first().waitFor()
    await one.page.getByText('Doppelt, Anna').first().waitFor()
    await unseen.waitFor({ state: 'detached' })
    for (const { page } of [ida, winner]) await page.getByText(`${one.name} hat es gesehen`).first().waitFor()

    // Who asked needs no answer any more: nobody owes one.
    await ida.page.getByRole('button', { name: 'Zurückziehen' }).click()
    const withdrawing = ida.page.getByRole('dialog', { name: /zurückziehen\?$/ })
    await withdrawing.getByRole('radio').first().check()
    await withdrawing.getByRole('button', { name: 'Zurückziehen' }).click()
    for (const { page } of [ida, one])
      await page
        .getByText(/^Zurückgezogen: /)
        .first()
        .waitFor()
    await further.waitFor({ state: 'detached' })
  })
})

test('a person is asked by name, and who declines says why', async () => {
  await using ida = await newPhysician(stage.browser, stage.clinics.nord, 'Dr. Ida Zurück')
  const lena = stage.clinics.sued.person('lena')
  await using neurologist = await openPerson(stage.browser, stage.clinics.sued, lena)
  await story('declined', [ida, neurologist], async () => {
    await Promise.all([signInFirst(ida), signInFirst(neurologist)])
    await beginRequestTo(ida, lena.name)
    await ida.page.getByText('danach der Dienst: Neurologie').waitFor()
    await fillAndSend(ida, { ...asking, priority: 'Dringend', patient: 'Falsch, Fach' })
    await ida.page.getByText(`Gerufen: ${lena.name} (Neurologie`).first().waitFor()
    await alert(neurologist).getByText('Dr. Ida Zurück').waitFor()
    await alert(neurologist).getByRole('button', { name: 'Ablehnen' }).first().click()
    const dialog = neurologist.page.getByRole('dialog')
    await dialog.getByRole('radio').first().check()
    await dialog.getByRole('button', { name: 'Ablehnen' }).click()
    await ida.page
      .getByText(/^Abgelehnt: /)
      .first()
      .waitFor()
  })
})
