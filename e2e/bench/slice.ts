import { openBrowser } from '../browser.ts'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { acceptInvitationFrom, message, openConversationWith, say as write } from '../people/messages.ts'
import { signInFirst } from '../people/person.ts'
import { measureAccepting } from './accepting.ts'
import { measureJoining } from './calls.ts'
import { measureCaseFiles } from './case-files.ts'
import { print } from './figures.ts'
import { openMeasured } from './measured-people.ts'
import { measureMessages } from './messages.ts'
import { measureSignIn } from './sign-in.ts'
import { measureTokens } from './tokens.ts'

const gibiByte = 1024 ** 3
const full = { messages: 200, signIns: 5, consults: 5, calls: 5, tokenSeconds: 5, fileBytes: gibiByte }
const small = { messages: 20, signIns: 2, consults: 2, calls: 2, tokenSeconds: 2, fileBytes: gibiByte / 16 }

type Parts = { clinics: TestClinics; folder: string; say(line: string): void; isSmall: boolean }

/** What two physicians of two clinics wait for, from signing in to the file of a case. */
export const benchSlice = async ({ clinics, folder, say, isSmall }: Parts): Promise<void> => {
  const amounts = isSmall ? small : full
  await using measured = await openMeasured(clinics, folder)
  const { ida, emil } = measured
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
  for (const found of await measureAccepting(ida, emil, amounts.consults)) print(found)
  say('Calls …')
  for (const found of await measureJoining('slice.first_frame', ida, emil, amounts.calls)) print(found)

  say('Call tokens …')
  for (const found of await measureTokens(clinics, 'slice', amounts.tokenSeconds)) print(found)

  say('Case files …')
  const file = { sizeBytes: amounts.fileBytes, folder, prefix: 'slice' }
  for (const found of await measureCaseFiles(clinics, measured, file)) print(found)
}
