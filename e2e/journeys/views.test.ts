import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sendChosen } from '../people/attachments.ts'
import { enterCall, hangUp, openCall, openPeople, pictureOf, ringing } from '../people/calls.ts'
import {
  acceptConsult,
  alert,
  beginRequest,
  fillRequest,
  openBringIn,
  sendRequest,
  writeReport,
} from '../people/consults.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { beginExport } from '../people/exports.ts'
import { attachFile, fileEntry, openFile } from '../people/files.ts'
import { chooseToSend, pictureFrom, sendDialog } from '../people/media.ts'
import { acceptInvitationFrom, message, openConversationWith, say } from '../people/messages.ts'
import { goTo, openPerson, type Person, signInFirst, typeCredentials } from '../people/person.ts'
import { openSearch, result, searchFor } from '../people/search.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { chooseUrgency, confirmUrgent, urgentAlert, urgentStatus } from '../people/urgent.ts'
import { expectNoBarriers, lookAt, openAddress } from '../people/views.ts'

const stage = setStage()

const asking = {
  department: 'Kardiologie',
  priority: 'Notfall',
  patient: 'Freifrau von Hohenstein-Waldburg, Maximiliane',
  birthDate: '1948-11-30',
  question: 'Seit 40 Minuten Thoraxschmerz, ST-Hebung in II, III und aVF. Katheter noch heute Nacht?',
} as const

const addressOf = ({ page }: Person) => new URL(page.url()).pathname

test('every view can be used by everybody: in both themes, on a desk and on a phone, in both languages', {
  // Many views, each in four looks: a machine with other work needs its time.
  timeout: 900_000,
}, async () => {
  await using ida = await newPhysician(stage.browser, stage.clinics.nord, 'Dr. Ida Ansicht')
  await using emil = await newCardiologist(
    stage.browser,
    stage.clinics.sued,
    'Priv.-Doz. Dr. med. Emil Schulze-Ansicht',
  )
  await using admin = await openPerson(
    stage.browser,
    stage.clinics.nord,
    await stage.clinics.nord.newPerson({ name: 'Ada Ansicht', role: 'admin' }),
  )
  await story('views', [ida, emil, admin], async () => {
    const found: string[] = []
    const look = async (person: Person, view: string) => found.push(...(await lookAt(person, view)))
    const title = ({ page }: Person) => page.title()

    // Coming in.
    await emil.page.getByLabel('Benutzername').waitFor()
    await look(emil, 'sign-in')
    await Promise.all([signInFirst(ida), signInFirst(admin), typeCredentials(emil)])
    await emil.page.getByTestId('recovery-key').waitFor({ timeout: 60_000 })
    await look(emil, 'recovery key')
    await emil.page.getByRole('button', { name: 'Ich habe den Schlüssel sicher verwahrt' }).click()
    await emil.page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor()
    await look(emil, 'no messages yet')

    // A conversation.
    await openConversationWith(ida, emil.name)
    await say(ida, 'Guten Abend, haben Sie kurz Zeit für ein EKG?')
    await acceptInvitationFrom(emil, ida.name)
    await message(emil, 'kurz Zeit').waitFor()
    await say(emil, 'Ja, schicken Sie es mir bitte als Konsil.')
    await message(ida, 'als Konsil').waitFor()
    await chooseToSend(ida, join(import.meta.dirname, '../fixtures/photo-with-place.jpg'))
    await sendDialog(ida).getByRole('button', { name: 'Bearbeiten' }).waitFor()
    await look(ida, 'before sending a picture')
    await sendDialog(ida).getByRole('button', { name: 'Bearbeiten' }).click()
    await ida.page.getByRole('region', { name: 'Bild mit Rahmen' }).waitFor()
    await look(ida, 'picture editor')
    await ida.page.getByRole('button', { name: 'Fertig' }).click()
    await sendChosen(ida)
    await pictureFrom(ida, 'Ihnen').waitFor()
    await ida.page.getByRole('button', { name: 'Foto aufnehmen' }).click()
    await ida.page.locator('video[data-ready]').waitFor()
    await look(ida, 'camera')
    await ida.page.keyboard.press('Escape')
    await look(ida, 'conversation')
    await ida.page.getByRole('button', { name: 'Beteiligte' }).click()
    await look(ida, 'people of a conversation')
    await ida.page.keyboard.press('Control+f')
    await searchFor(ida, 'EKG')
    await result(ida, 'kurz Zeit').waitFor()
    await look(ida, 'search in a conversation')
    const asked = await beginExport(ida)
    await look(ida, 'export of a conversation')
    await asked.getByRole('button', { name: 'Abbrechen' }).click()
    await chooseUrgency(ida, 'Notfall')
    await look(ida, 'urgency of a message')
    await say(ida, 'Kammerflimmern auf Station 7, bitte sofort kommen.')
    await urgentAlert(emil).getByText('Kammerflimmern').waitFor()
    await look(emil, 'called to an urgent message')
    await look(ida, 'urgent message, sent')
    await confirmUrgent(emil)
    await urgentStatus(ida, 'Kammerflimmern', /Nachweis/).waitFor()
    await look(ida, 'urgent message, confirmed')
    await openAddress(ida, '/messages')
    await look(ida, 'messages')
    await openSearch(ida)
    await look(ida, 'search')
    await searchFor(ida, 'konsil')
    await result(ida, 'schicken Sie es mir').waitFor()
    await look(ida, 'search, found')

    // A consult is asked for, and calls somebody.
    await openAddress(ida, '/directory')
    await ida.page.getByRole('heading', { name: 'Kardiologie', exact: true }).waitFor()
    await look(ida, 'directory')
    await beginRequest(ida, asking.department)
    await ida.page.getByLabel('Fragestellung').waitFor()
    await look(ida, 'new consult')
    await fillRequest(ida, asking)
    await ida.page.getByRole('button', { name: 'Prüfen' }).click()
    await ida.page.getByRole('button', { name: 'Konsil senden' }).waitFor()
    await look(ida, 'new consult, check')
    await sendRequest(ida)
    await alert(emil).getByText(ida.name).waitFor()
    await look(emil, 'called to a consult')
    await look(ida, 'consult, asked')
    const consult = addressOf(ida)
    await openAddress(ida, '/consults/board')
    const unclaimed = ida.page.getByRole('region', { name: /^Noch nicht übernommen/ })
    await unclaimed.getByText(asking.department).first().waitFor()
    await look(ida, 'board of consults')
    expect(await ida.page.locator('main').textContent()).not.toMatch(/Hohenstein|1948|Thoraxschmerz/)
    await openAddress(ida, consult)
    await ida.page.getByRole('heading', { name: /^Konsil / }).waitFor()

    // Files, and how they look.
    const image = await readFile(join(import.meta.dirname, '../fixtures/ct-small.dcm'))
    const files = [
      { name: 'thorax.dcm', mimeType: '', bytes: image, entry: 'thorax.dcm' },
      {
        name: 'labor.txt',
        mimeType: 'text/plain',
        bytes: Buffer.from('Troponin T 1,82 ng/ml\nCK 820 U/l\n'),
        entry: 'labor.txt',
      },
      { name: 'monitor.png', mimeType: 'image/png', bytes: await ida.page.screenshot(), entry: /Bild .*\.png/ },
    ]
    for (const file of files) {
      await attachFile(ida, file)
      await fileEntry(ida, file.entry).getByRole('button', { name: 'Öffnen' }).waitFor()
    }
    await acceptConsult(emil)
    await ida.page.getByText(`${emil.name} hat das Konsil übernommen.`).first().waitFor()
    await message(emil, '.png').waitFor()
    await say(emil, 'Ich sehe eine Hinterwandbeteiligung. Ist Heparin schon gegeben?')
    await message(ida, 'Heparin schon gegeben').waitFor()
    await look(emil, 'consult, accepted')
    await openBringIn(emil)
    await look(emil, 'bringing in a further specialty')
    await emil.page.keyboard.press('Escape')
    for (const { name, entry } of files) {
      const viewer = await openFile(emil, entry)
      await viewer.locator('canvas, img, pre').first().waitFor()
      await look(emil, `viewer, ${name}`)
      await emil.page.keyboard.press('Escape')
      await viewer.waitFor({ state: 'detached' })
    }

    // The duty, and its end with a consult to hand over.
    await goTo(emil, 'Dienst')
    await emil.page.getByRole('button', { name: 'Dienst beenden' }).waitFor()
    await look(emil, 'duty')
    await openAddress(emil, '/settings/appearance')
    await emil.page.getByLabel('Sprache').selectOption('en')
    await openAddress(emil, '/duty')
    await emil.page.getByRole('button', { name: 'End duty' }).click()
    await emil.page
      .getByRole('dialog')
      .getByLabel(/^Consult /)
      .waitFor()
    await look(emil, 'end of a duty, in English')
    await emil.page.keyboard.press('Escape')
    await openAddress(emil, '/settings/appearance')
    await emil.page.getByLabel('Language').selectOption('de')
    await openAddress(emil, consult)

    // The call, alone and with the other one.
    await openCall(ida)
    await ida.page.getByRole('button', { name: 'Jetzt beitreten' }).waitFor()
    await look(ida, 'before a call')
    await enterCall(ida)
    // It rings for a minute, which a machine with other work may need for the looks.
    await Promise.all([
      ida.page.getByText('Es klingelt bei den anderen').waitFor(),
      ringing(emil).getByText(`${ida.name} ruft an`).waitFor(),
    ])
    await look(emil, 'called')
    await look(ida, 'call, alone')
    await openCall(emil)
    await enterCall(emil)
    await pictureOf(ida, emil.name).waitFor()
    await look(ida, 'call')
    await openPeople(ida)
    await look(ida, 'call, people')
    await openAddress(ida, consult)
    await look(ida, 'consult, in a call')
    await openCall(ida)
    await hangUp(ida)
    await look(ida, 'call, over')
    await hangUp(emil)

    // The answer.
    await openAddress(emil, consult)
    await writeReport(emil, {
      findings: 'Frischer Hinterwandinfarkt.',
      assessment: 'Indikation zur sofortigen Koronarangiographie.',
      recommendation: 'Verlegung in das Katheterlabor, Heparin 5000 IE.',
    })
    await openAddress(ida, consult)
    await ida.page.getByText('Verlegung in das Katheterlabor').first().waitFor()
    await ida.page.getByText(`Beantwortet von ${emil.name}.`).first().waitFor()
    await ida.page.getByRole('button', { name: 'Anzeigen', exact: true }).click()
    await ida.page.getByRole('heading', { name: `${emil.name}, Klinikum Süd` }).waitFor()
    await look(ida, 'consult, answered')
    expect(await title(ida)).toMatch(/^(\(\d+\) )?Konsile – Consilium$/)
    await openAddress(ida, '/consults')
    await look(ida, 'consults')

    // The rest.
    for (const page of ['account', 'reach', 'notifications', 'devices', 'lock', 'appearance']) {
      await openAddress(ida, `/settings/${page}`)
      await look(ida, `settings, ${page}`)
    }
    for (const page of ['people', 'departments', 'rooms', 'partners', 'permissions', 'files', 'audit']) {
      await openAddress(admin, `/admin/${page}`)
      await admin.page.getByRole('navigation', { name: 'Verwaltung' }).waitFor()
      await look(admin, `administration, ${page}`)
    }
    await openAddress(admin, '/admin/departments')
    await admin.page.getByRole('button', { name: 'Bearbeiten' }).first().click()
    await admin.page.getByRole('button', { name: 'Weitere Zeit' }).click()
    await look(admin, 'administration, a department')
    await admin.page.keyboard.press('Escape')
    await admin.page.getByRole('button', { name: 'Fragen bei Anfragen' }).first().click()
    await admin.page
      .getByRole('button', { name: /^Vorlage / })
      .first()
      .click()
    await admin.page.getByRole('dialog').locator('button[aria-expanded]').first().click()
    await look(admin, 'administration, questions of a department')
    await admin.page.keyboard.press('Escape')
    await admin.page.getByRole('button', { name: 'Berichtsvorlagen' }).first().click()
    await admin.page.getByRole('button', { name: 'Vorlage hinzufügen' }).click()
    await look(admin, 'administration, report templates')
    await admin.page.keyboard.press('Escape')
    await openAddress(ida, '/nowhere')
    await look(ida, 'nothing there')

    // All of it in the other language.
    await openAddress(ida, '/settings/appearance')
    await ida.page.getByLabel('Sprache').selectOption('en')
    await ida.page.getByLabel('Language').waitFor()
    await expect.poll(() => ida.page.locator('html').getAttribute('lang')).toBe('en')
    const navigation = ida.page.getByRole('navigation', { name: 'Main navigation' })
    for (const name of ['Messages', 'Consults', 'Directory', 'Settings'])
      await navigation.getByRole('link', { name }).waitFor()
    await openAddress(ida, consult)
    await ida.page.getByRole('heading', { name: /^Consult / }).waitFor()
    for (const name of ['Request', 'Case files', 'Report'])
      await ida.page.getByRole('heading', { name, exact: true }).waitFor()
    await ida.page.getByText(`Answered by ${emil.name}.`).first().waitFor()
    await look(ida, 'consult, in English')

    expectNoBarriers(found)
  })
})
