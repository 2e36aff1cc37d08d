import { expect, test } from 'vitest'
import { noRoles } from '#shared/auth/roles.ts'
import type { FiguresOutput } from '#shared/consults/api.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askService } from '../clinics/open-clinics.ts'
import { openPage } from '../people/administration.ts'
import {
  acceptConsult,
  alert,
  askForConsult,
  beginRequest,
  chooseSecond,
  fillAndSend,
  writeReport,
} from '../people/consults.ts'
import { newPhysician } from '../people/doctors.ts'
import { asking, report } from '../people/example-consult.ts'
import { roomIdOf } from '../people/pair.ts'
import { goTo, openPerson, signInFirst } from '../people/person.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { openAddress } from '../people/views.ts'
import { askAndAnswer } from '../services/answered-consult.ts'
import { passTime } from '../services/consult-api.ts'
import { newDepartment } from '../services/department.ts'
import { confirmed, somebodyAt } from '../services/somebody.ts'
import { until } from '../services/until.ts'

const stage = setStage()

const minuteMs = 60_000

test('when nobody answers in time, the next tier is called and reads it at once; what is late stands before its owner and the lead, and who asked is told to phone', async () => {
  const { nord, sued } = stage.clinics
  const [department, empty, ward] = await Promise.all([
    newDepartment(sued, []),
    newDepartment(sued, ['first']),
    newDepartment(sued, ['first']),
  ])
  const ofStation = { role: 'specialist', serviceId: department.id } as const
  const [first, second, lead, instead] = await Promise.all([
    sued.newPerson({ ...ofStation, name: 'Dr. Sofie Neu', tier: 'first' }),
    sued.newPerson({ ...ofStation, name: 'Dr. Zoe Zweit', tier: 'second' }),
    sued.newPerson({ ...ofStation, name: 'Dr. Lars Leitend', tier: 'lead' }),
    sued.newPerson({ ...ofStation, name: 'Dr. Nele Danach', serviceId: ward.id, tier: 'first' }),
  ])
  await using ida = await newPhysician(stage.browser, nord, 'Dr. Ida Vorher')
  await using sofie = await openPerson(stage.browser, sued, first)
  await using zoe = await openPerson(stage.browser, sued, second)
  await using lars = await openPerson(stage.browser, sued, lead)
  await using nele = await openPerson(stage.browser, sued, instead)
  await story('nobody in time', [ida, sofie, zoe, lars, nele], async () => {
    const colleague = await somebodyAt(nord)
    const often = [1, 2, 3].map(() =>
      askAndAnswer(colleague, ward, { acceptMs: 12 * minuteMs, answerMs: 42 * minuteMs }),
    )
    await Promise.all([...[ida, zoe, lars, nele].map(signInFirst), ...often])
    await askForConsult(ida, { ...asking, department: `Station ${department.id}` })
    const room = roomIdOf(ida) as RoomId
    const course = ida.page.getByRole('region', { name: 'Verlauf' })
    await course.getByText('hat das Konsil angefordert').waitFor()
    expect(await alert(zoe).count()).toBe(0)

    // The first has no device yet: after five minutes it is the second's turn, who was sent the keys with the question.
    await passTime(nord, room, 6 * minuteMs)
    await alert(zoe).getByText(ida.name).waitFor()
    await course.getByText('Frist verstrichen, die nächste Stufe wurde gerufen').waitFor()
    await alert(zoe).getByRole('button', { name: 'Öffnen' }).click()
    for (const text of [asking.question, asking.patient]) await zoe.page.getByText(text).first().waitFor()
    expect(await alert(lars).count()).toBe(0)

    // Whom a department calls before they have any device reads it as soon as they have one: the devices ask for it.
    await signInFirst(sofie)
    await alert(sofie).getByRole('button', { name: 'Öffnen' }).click()
    for (const text of [asking.question, asking.patient])
      await sofie.page.getByText(text).first().waitFor({ timeout: 150_000 })
    await acceptConsult(sofie)
    await alert(zoe).waitFor({ state: 'detached' })

    // No answer in half an hour.
    await passTime(nord, room, 31 * minuteMs)
    for (const one of [sofie, ida]) await one.page.getByText('Antwort überfällig').first().waitFor()
    await course.getByText('Frist für die Antwort verstrichen, Leitung und Zuständige wurden erinnert').waitFor()
    for (const one of [sofie, lars]) {
      await goTo(one, 'Konsile')
      const entry = one.page.getByRole('region', { name: 'Jetzt für Sie' }).getByRole('link')
      await entry.filter({ hasText: ida.name }).getByText('Antwort überfällig').waitFor()
    }

    // And where there is no further tier, whoever asked has to know.
    await askForConsult(ida, { ...asking, department: `Station ${empty.id}` })
    await passTime(nord, roomIdOf(ida) as RoomId, 6 * minuteMs)
    await ida.page.getByText('Niemand hat das Konsil übernommen. Rufen Sie an').first().waitFor()
    await ida.picture('consult that nobody took')
    await goTo(ida, 'Konsile')
    const failed = ida.page.getByRole('region', { name: 'Jetzt für Sie' }).getByRole('link')
    await failed.filter({ hasText: `Station ${empty.id}` }).waitFor()

    // With a second choice that one is called instead, for whom it counts from then on; how soon it answers is known.
    await beginRequest(ida, `Station ${empty.id}`)
    const choice = await chooseSecond(ida, `Station ${ward.id}`)
    await choice
      .and(ida.page.getByRole('radio', { name: /2 Personen im Dienst · Konsilbericht meist in 42 Min\./ }))
      .waitFor()
    await ida.page.getByRole('radio', { name: /^Radiologie, / }).waitFor({ state: 'detached' })
    await ida.picture('second choice chosen')
    await fillAndSend(ida, asking)
    const consult = new URL(ida.page.url()).pathname
    await ida.page.getByText(`Gerufen: Station ${empty.id}, Klinikum Süd (Dienst)`).first().waitFor()
    await passTime(nord, roomIdOf(ida) as RoomId, 6 * minuteMs)
    await alert(nele).getByText(`Konsil für Station ${ward.id}, Klinikum Süd`).waitFor()
    await nele.picture('second choice called')
    await alert(nele).getByRole('button', { name: 'Öffnen' }).click()
    for (const { page } of [ida, nele]) {
      const asked = `Frist verstrichen, gefragt wurde die zweite Wahl: Station ${ward.id}, Klinikum Süd`
      await page.getByRole('region', { name: 'Verlauf' }).getByText(asked).waitFor()
    }
    await nele.page.getByText(asking.question).first().waitFor()
    await acceptConsult(nele)
    await writeReport(nele, report)
    await ida.page.getByText(`Beantwortet von ${nele.name}.`).first().waitFor()
    await ida.picture('answered by the second choice')
    const admin = await confirmed(await somebodyAt(sued, { role: 'admin' }))
    const leads = [empty.id, ward.id]
    const roles = { userId: lars.userId, ...noRoles, leads }
    await askService(sued, admin, 'PUT', '/api/admin/people/roles', roles)
    // Its service hears of it after those who are in the room, and the page asks once.
    await until('the figures of both choices', async () => {
      const path = '/api/consults/figures?days=30'
      const { services } = await askService<FiguresOutput>(sued, admin, 'GET', path)
      const [ofEmpty, ofWard] = leads.map((id) => services.find((one) => one.id === id)?.figures)
      return ofEmpty?.failed === 2 && ofWard?.answered === 4
    })
    await lars.page.reload()
    await openPage(lars, 'Abteilungen')
    const figures = ({ id }: { id: string }, of: readonly string[]) =>
      Promise.all(
        of.map((said) =>
          lars.page
            .getByRole('listitem')
            .filter({ has: lars.page.getByRole('heading', { name: `Station ${id}` }) })
            .getByText(said, { exact: true })
            .waitFor(),
        ),
      )
    // Also what nobody of Süd has ever come to, which its service knows from Nord alone.
    await figures(empty, ['2 Konsile', '2 von niemandem übernommen', '2 Fristen verstrichen'])
    await figures(ward, ['4 Konsile', '4 beantwortet', 'Übernahme üblich nach 12 Min.', 'Antwort üblich nach 42 Min.'])
    await lars.picture('figures of both choices')

    // The same in English.
    for (const [one, address] of [
      [ida, consult],
      [lars, '/admin/departments'],
    ] as const) {
      await openAddress(one, '/settings/appearance')
      await one.page.getByLabel('Sprache').selectOption('en')
      await openAddress(one, address)
    }
    await ida.page.getByText(`Time ran out, the second choice was asked: Station ${ward.id}, Klinikum Süd`).waitFor()
    await ida.picture('second choice in English')
    await lars.page.getByText('2 accepted by nobody', { exact: true }).waitFor()
    await lars.picture('figures of both choices in English')
  })
})
