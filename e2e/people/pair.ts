import type { Browser } from 'playwright-core'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { newCardiologist, newPhysician } from './doctors.ts'
import { acceptInvitationFrom, message, openConversationWith, say } from './messages.ts'
import { type Person, signInFirst } from './person.ts'
import { story } from './story.ts'

/** A physician of Nord and a cardiologist of Süd, both in the conversation that the first has begun. */
export type Pair = {
  ida: Person
  emil: Person
  /** Of the second, for further devices. */
  recoveryKey: string
} & AsyncDisposable

export const openPair = async (browser: Browser, { nord, sued }: TestClinics, about: string): Promise<Pair> => {
  const [ida, emil] = await Promise.all([
    newPhysician(browser, nord, `Dr. Ida ${about}`),
    newCardiologist(browser, sued, `Dr. Emil ${about}`),
  ])
  let recoveryKey = ''
  await story(`pair ${about}`, [ida, emil], async () => {
    const [, shown] = await Promise.all([signInFirst(ida), signInFirst(emil)])
    recoveryKey = shown.recoveryKey
    await openConversationWith(ida, emil.name)
    await say(ida, 'Guten Tag.')
    await acceptInvitationFrom(emil, ida.name)
    await message(emil, 'Guten Tag.').waitFor({ timeout: 60_000 })
  })
  return {
    ida,
    emil,
    recoveryKey,
    async [Symbol.asyncDispose]() {
      await Promise.all([ida[Symbol.asyncDispose](), emil[Symbol.asyncDispose]()])
    },
  }
}

/** Of the open conversation. */
export const roomIdOf = ({ page }: Person): string =>
  decodeURIComponent(new URL(page.url()).pathname.split('/')[2] ?? '')
