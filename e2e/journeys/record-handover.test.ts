import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Part } from '../../synapse-config/node/part.ts'
import { freePorts } from '../../synapse-config/node/ports.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { fhirServerPart } from '../clinics/tools/fhir-server.ts'
import { askForConsult } from '../people/consults.ts'
import { newPhysician } from '../people/doctors.ts'
import { roomIdOf } from '../people/pair.ts'
import { signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'
import { logOf } from '../services/audit-api.ts'
import { somebodyAt } from '../services/somebody.ts'

let browser: Browser
let clinics: TestClinics
let folder: string
let fhir: Part
let port: number
let settings: string
let usual: string
let starting: Promise<void>

beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
  folder = mkdtempSync(join(tmpdir(), 'consilium-fhir-server-'))
  const [ports] = await freePorts(1)
  port = ports?.service ?? 0
  fhir = await fhirServerPart({ folder, port, allowedOrigin: clinics.nord.url })
  // Takes longest; what needs it waits for it.
  starting = fhir.start()
  starting.catch(() => {})
  settings = join(clinics.nord.folder, 'service.json')
  usual = readFileSync(settings, 'utf8')
  await configure(`http://fhir.nord.localhost:${port}`)
})
afterAll(async () => {
  await browser.close()
  await fhir?.stop()
  if (usual) {
    writeFileSync(settings, usual)
    await clinics.nord.part('service', 'stop')
    await clinics.nord.part('service', 'start')
  }
  if (folder) rmSync(folder, { recursive: true, force: true })
})

const configure = async (address: string) => {
  const record = { url: `${address}/fhir`, signInUrl: `${address}/sign-in` }
  writeFileSync(settings, JSON.stringify({ ...JSON.parse(usual), record }))
  await clinics.nord.part('service', 'stop')
  await clinics.nord.part('service', 'start')
}

const stored = async (type: string): Promise<number> => {
  const answer = await fetch(`http://127.0.0.1:${port}/fhir/${type}?_summary=count&_=${Math.random()}`, {
    headers: { cookie: 'signed-in=yes', 'cache-control': 'no-cache' },
  })
  return ((await answer.json()) as { total: number }).total
}

const asking = {
  department: 'Kardiologie',
  priority: 'Routine',
  birthDate: '1944-04-04',
  question: 'Verlauf beurteilen?',
} as const

test('a consult is handed over from the browser to the FHIR server of the clinic, once however often', {
  timeout: 420_000,
}, async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Übergebend')
  const admin = await somebodyAt(clinics.nord, { role: 'admin' })
  await story('record handover', [ida], async () => {
    await signInFirst(ida)
    await askForConsult(ida, { ...asking, patient: 'Aktenzeichen, Paul' })
    const { page } = ida
    await starting
    const press = () => page.getByRole('button', { name: 'In die Klinikakte übergeben' }).click()

    // Who has not signed in there is told so, and where.
    await press()
    await page.getByText('Das System Ihrer Klinik verlangt eine Anmeldung').waitFor()
    const first = roomIdOf(ida)
    expect(await stored('ServiceRequest')).toBe(0)
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Dort anmelden' }).click(),
    ])
    await opened.getByText('Signed in.').waitFor()
    await opened.close()

    await press()
    await page.getByText('In der Klinikakte').waitFor({ timeout: 60_000 })
    await page.getByText(new RegExp(`http://fhir.nord.localhost:${port}/fhir/ServiceRequest/\\d+`)).waitFor()
    expectNoBarriers(await lookAt(ida, 'record handover'))
    const types = ['ServiceRequest', 'Task', 'Patient', 'Consent', 'Provenance']
    const before = await Promise.all(types.map(stored))
    expect(before.slice(0, 4)).toEqual([1, 1, 1, 1])

    await press()
    await page.getByText(/waren schon da/).waitFor({ timeout: 60_000 })
    expect(await Promise.all(types.map(stored))).toEqual(before)

    // Who may not store there, and what the house does not take: said, with its reason, and nothing is there.
    const cookieOf = async (as: string) => {
      const other = await page.context().newPage()
      await other.goto(`http://fhir.nord.localhost:${port}/sign-in?as=${as}`)
      await other.close()
    }
    await cookieOf('reader')
    await press()
    await page.getByText('Ihr Konto darf im System Ihrer Klinik nichts ablegen').waitFor()
    await cookieOf('yes')
    await askForConsult(ida, { ...asking, patient: 'Ohnefall, Olga' })
    await press()
    await page.getByText('Das System Ihrer Klinik hat das Konsil nicht angenommen').waitFor({ timeout: 60_000 })
    await page.getByText(/Das System sagt: „.*Zu dieser Person ist kein Fall offen\./).waitFor()
    expect(await Promise.all(types.map(stored))).toEqual(before)

    // Gone in the middle, it is not said to be there.
    await fhir.kill()
    await press()
    await page.getByText('Das System Ihrer Klinik antwortet nicht').waitFor()
    await page.getByText('Nichts wird doppelt abgelegt').waitFor()

    for (const [room, ends] of [
      [first, ['not-handed-over', 'handed-over', 'handed-over', 'not-handed-over']],
      [roomIdOf(ida), ['not-handed-over', 'not-handed-over']],
    ] as const) {
      const logged = async () => {
        const entries = await logOf(admin, { room, action: 'consult-handed-over' })
        return entries.map(({ details, outcome }) => [details?.who, details?.code, outcome])
      }
      // How it ended is told to the service once it is said.
      await expect.poll(logged).toEqual(
        ends.flatMap((end) => [
          [ida.userId, 'begun', 'done'],
          [ida.userId, end, end === 'handed-over' ? 'done' : 'refused'],
        ]),
      )
    }
  })
})
