import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFolder } from '../../synapse-config/node/folders.ts'
import { freePorts } from '../../synapse-config/node/ports.ts'
import type { Ports } from '../../synapse-config/render.ts'
import { openBrowser } from '../browser.ts'
import { keepAuthority } from '../clinics/certificates.ts'
import { writeAddresses } from '../clinics/clinic-files.ts'
import { clinicOf, findClinics, type TestClinic, type TestClinics } from '../clinics/remote-clinics.ts'
import { movePartner, openPage, partnerEntry, proposeTo } from '../people/administration.ts'
import { newPhysician } from '../people/doctors.ts'
import { acceptInvitationFrom, message, openConversationWith, say } from '../people/messages.ts'
import { openPerson, signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

const patience = { timeout: 60_000 }
/** A clinic that no run before has made a partner. */
const key = `ost${randomBytes(3).toString('hex')}`
const serverName = `${key}.localhost`
const name = `Klinikum ${key}`
const admin = { localpart: 'uwe.krause', name: 'Uwe Krause' }

/** What the command prints until it says this; fails with all of it when the command ends before. */
const untilItSays = async (command: ChildProcess, words: string): Promise<string> => {
  let said = ''
  for await (const chunk of command.stdout ?? []) {
    said += String(chunk)
    if (said.includes(words)) return said
  }
  throw new Error(`the command ended: ${said}`)
}

const startAdding = (planFile: string, partner: string) =>
  spawn(
    process.execPath,
    [join(projectFolder, 'synapse-config/node/clinic.ts'), 'add', '--file', planFile, '--partner', partner],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )

/** A folder with what a hospital brings along: a certificate, an entry of the name service, and its answers. */
const prepare = async (neighbour: TestClinic) => {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-ost-'))
  const shared = dirname(neighbour.folder)
  const addressesFile = join(shared, 'addresses.json')
  const [ports] = (await freePorts(1)) as [Ports]
  const before = JSON.parse(readFileSync(addressesFile, 'utf8')) as Record<string, string>
  writeAddresses(shared, { ...before, [serverName]: `127.0.0.1:${ports.federation}` })
  mkdirSync(join(folder, 'node'), { mode: 0o700 })
  await (await keepAuthority(shared)).keepCertificate(serverName, folder)
  const url = `http://${serverName}:${ports.web}`
  const plan = {
    name,
    serverName,
    url,
    folder: join(folder, 'node'),
    ports,
    tls: { certFile: join(folder, 'tls.pem'), keyFile: join(folder, 'tls.key') },
    caFile: join(shared, 'ca.pem'),
    addressesFile,
    admin,
  }
  const planFile = join(folder, 'clinic.json')
  writeFileSync(planFile, JSON.stringify(plan))
  return {
    planFile,
    facts: { name, serverName, url, reachableUrl: `http://127.0.0.1:${ports.web}`, folder: plan.folder },
    [Symbol.dispose]() {
      writeAddresses(shared, before)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

test('a clinic is made from nothing while two others work, becomes a partner of one, and its people write to that one', async () => {
  const { nord } = clinics
  const startedAt = performance.now()
  using prepared = await prepare(nord)
  const command = startAdding(prepared.planFile, nord.serverName)
  try {
    const said = await untilItSays(command, 'Ctrl-C stops it.')
    expect(said).not.toContain('✗')
    expect(said).toContain(`✓ federation: ${serverName} answers by its public name`)
    expect(said).toContain('✓ clock: as at nord.localhost.')
    const password = /First admin: \S+ {3}(\S+)/.exec(said)?.[1]
    if (!password) throw new Error(`no password is shown: ${said}`)

    const ost = clinicOf(key, { ...prepared.facts, people: [] })
    const userId = `@${admin.localpart}:${serverName}`
    const account = { ...admin, userId, password, title: '', role: 'admin', specialty: 'general-medicine' } as const
    await using uwe = await openPerson(browser, ost, { ...account, serviceId: null, tier: null })
    await using katrin = await openPerson(browser, nord, await nord.newPerson({ name: `Katrin ${key}`, role: 'admin' }))
    await using ida = await newPhysician(browser, nord, `Dr. Ida ${key}`)
    await story('new clinic', [uwe, katrin, ida], async () => {
      await Promise.all([signInFirst(uwe), signInFirst(katrin), signInFirst(ida)])
      await openPage(uwe, 'Partnerkliniken')
      await proposeTo(uwe, nord.serverName)
      await openPage(katrin, 'Partnerkliniken')
      await movePartner(katrin, key, 'Annehmen')
      await partnerEntry(uwe, nord.name).getByText('Aktiv').waitFor(patience)
      await uwe.page.reload()
      await openConversationWith(uwe, ida.name)
      await say(uwe, 'Wir sind da.')
      await acceptInvitationFrom(ida, uwe.name)
      await message(ida, 'Wir sind da.').waitFor(patience)
      await say(ida, 'Willkommen.')
      await message(uwe, 'Willkommen.').waitFor(patience)
      console.log(`A new clinic, from nothing to an answer: ${Math.round((performance.now() - startedAt) / 1000)} s`)
      await movePartner(katrin, key, 'Beenden')
      await partnerEntry(katrin, key).getByText('Beendet').waitFor(patience)
      // Those who have a conversation in common are told, and keep what was said.
      await ida.page.getByText(`Die Partnerschaft mit ${name} ist beendet`).waitFor(patience)
      await uwe.page.getByText(`Die Partnerschaft mit ${nord.name} ist beendet`).waitFor(patience)
      await message(ida, 'Wir sind da.').waitFor()
      await message(uwe, 'Willkommen.').waitFor()
    })
  } finally {
    const ended = once(command, 'exit')
    command.kill('SIGTERM')
    await ended
  }
})
