import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBrowser, openProfile } from '../browser.ts'
import { openClinics } from '../clinics/open-clinics.ts'
import { freePorts } from '../clinics/ports.ts'
import { findClinics } from '../clinics/remote-clinics.ts'
import { controlVariable, serveControl } from '../clinics/remote-control.ts'
import { SetupError } from '../clinics/setup-error.ts'
import { ensureChromium } from '../clinics/tools/chromium.ts'
import { acceptInvitationFrom, message, openConversationWith, say as write } from '../people/messages.ts'
import { openPersonOn, signInFirst } from '../people/person.ts'
import { measureCalls } from './calls.ts'
import { measureCaseFiles } from './case-files.ts'
import { measureConsults } from './consults.ts'
import { print } from './figures.ts'
import { measureMessages } from './messages.ts'
import { measureSignIn } from './sign-in.ts'
import { measureTokens } from './tokens.ts'

/**
 * `npm run bench`: sets up clinics of its own, measures what people wait for, and prints a JSON line for each figure.
 * With `-- --small`, fewer messages and a smaller file: to see whether it runs, not how fast.
 */

const gibiByte = 1024 ** 3
const full = { messages: 200, signIns: 5, consults: 5, calls: 5, tokenSeconds: 5, fileBytes: gibiByte }
const small = { messages: 20, signIns: 2, consults: 2, calls: 2, tokenSeconds: 2, fileBytes: gibiByte / 16 }

/** Standard output is for figures alone. */
const say = (line: string) => console.error(line)

const readAmounts = () => {
  try {
    const { values } = parseArgs({ options: { small: { type: 'boolean' } } })
    return values.small ? small : full
  } catch {
    throw new SetupError('Unknown option: npm run bench knows --small, after a --.')
  }
}

const bench = async () => {
  const amounts = readAmounts()
  const folder = mkdtempSync(join(tmpdir(), 'consilium-bench-'))
  const leaveNothing = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', leaveNothing)

  process.env['CONSILIUM_TEST_CHROMIUM'] = await ensureChromium(say)
  const [nordPorts, suedPorts] = await freePorts(2)
  if (!nordPorts || !suedPorts) throw new Error('two rows of ports are needed')
  await using running = await openClinics({
    folder: join(folder, 'clinics'),
    ports: [nordPorts, suedPorts],
    say,
    // Messages are sent faster than people write.
    messageRate: { perSecond: 100, burst: 1000 },
  })
  await using control = await serveControl(running)
  process.env[controlVariable] = control.url
  const clinics = await findClinics()

  const [senderProfile, readerProfile] = [join(folder, 'ida'), join(folder, 'emil')]
  const idaPlan = { name: 'Dr. Ida Messung', title: 'Assistenzärztin', serviceId: 'notaufnahme' } as const
  const emilPlan = {
    name: 'Dr. Emil Messung',
    title: 'Facharzt',
    role: 'specialist',
    specialty: 'cardiology',
    serviceId: 'kardiologie',
    tier: 'first',
  } as const
  const { nord, sued } = clinics
  await using ida = await openPersonOn(await openProfile(senderProfile), nord, await nord.newPerson(idaPlan))
  await using emil = await openPersonOn(await openProfile(readerProfile), sued, await sued.newPerson(emilPlan))
  const [{ recoveryKey }] = await Promise.all([signInFirst(ida), signInFirst(emil)])

  say('Messages …')
  await openConversationWith(ida, emil.name)
  await write(ida, 'Guten Tag.')
  await acceptInvitationFrom(emil, ida.name)
  await message(emil, 'Guten Tag.').waitFor()
  await write(emil, 'Ja, bitte.')
  await message(ida, 'Ja, bitte.').waitFor()
  for (const found of await measureMessages(clinics, [ida, emil], amounts.messages)) print(found)

  say('Signing in …')
  await using browser = await openBrowser()
  const known = { recoveryKey, conversation: emil.name }
  for (const found of await measureSignIn(browser, ida, known, amounts.signIns)) print(found)

  say('Consults …')
  for (const found of await measureConsults(ida, emil, amounts.consults)) print(found)
  say('Calls …')
  for (const found of await measureCalls(ida, emil, amounts.calls)) print(found)

  say('Call tokens …')
  for (const found of await measureTokens(clinics, amounts.tokenSeconds)) print(found)

  say('Case files …')
  const devices = { sender: ida, senderProfile, reader: emil, readerProfile }
  const file = { sizeBytes: amounts.fileBytes, folder }
  for (const found of await measureCaseFiles(clinics, devices, file)) print(found)
}

// Ends what runs by the listeners of `exit`.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

try {
  await bench()
  process.exit(0)
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(`\n${error.message}`)
  process.exit(1)
}
