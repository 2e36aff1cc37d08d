import type { Locator } from 'playwright-core'
import { findInDirectory } from './directory.ts'
import { goTo, type Person } from './person.ts'

/** Opens the conversation with somebody who was found in the directory. */
export const pressWrite = async ({ page }: Person, name: string, found: Locator): Promise<void> => {
  await found.getByRole('button', { name: 'Nachricht schreiben' }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

export const openConversationWith = async (person: Person, name: string): Promise<void> => {
  await pressWrite(person, name, await findInDirectory(person, name))
  await person.page.getByLabel('Nachricht schreiben').waitFor()
}

export const acceptInvitationFrom = async (person: Person, name: string): Promise<void> => {
  await goTo(person, 'Nachrichten')
  const { page } = person
  const invitation = page.getByRole('listitem').filter({ hasText: name })
  await invitation.getByRole('button', { name: 'Annehmen' }).click()
  await page.getByLabel('Nachricht schreiben').waitFor()
}

export const say = async ({ page }: Person, text: string): Promise<void> => {
  const field = page.getByLabel('Nachricht schreiben')
  await field.fill(text)
  await field.press('Enter')
}

/** Names somebody of the conversation, chosen by the beginning of their name, and goes on with `text`. */
export const callByName = async ({ page }: Person, typed: string, name: string, text: string): Promise<void> => {
  const field = page.getByLabel('Nachricht schreiben')
  await field.pressSequentially(`@${typed}`)
  await page.getByRole('option', { name: new RegExp(name) }).waitFor()
  await field.press('Enter')
  await field.pressSequentially(text)
  await field.press('Enter')
}

/** The message that says this itself, and does not only quote it, as it stands in the open conversation. */
export const message = ({ page }: Person, text: string): Locator =>
  page
    .getByRole('log')
    .getByRole('article')
    .filter({ has: page.locator('[data-body]').filter({ hasText: text }) })

export type SendState = 'waiting' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed'

/** The mark beside an own message once it says one of these. */
export const markOf = (person: Person, text: string, ...states: readonly SendState[]): Locator =>
  message(person, text).locator(states.map((state) => `[data-state="${state}"]`).join(', '))
