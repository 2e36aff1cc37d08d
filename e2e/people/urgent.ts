import type { Locator } from 'playwright-core'
import { message } from './messages.ts'
import type { Person } from './person.ts'

/** Urgent messages that wait for this person, or for which nobody has answered them, on top of everything. */
export const urgentAlert = ({ page }: Person): Locator => page.getByRole('region', { name: 'Dringende Nachrichten' })

/** Makes what is being written in the open conversation urgent, with the chain that is suggested. */
export const chooseUrgency = async (
  { page }: Person,
  priority: 'Dringend' | 'Sehr dringend' | 'Notfall',
): Promise<Locator> => {
  // Before a picture is sent, it stands beside it too.
  await page.getByRole('button', { name: 'Als dringend senden' }).last().click()
  await page.getByRole('menuitem', { name: new RegExp(`^${priority} –`) }).click()
  return page.getByRole('region', { name: 'Dringlichkeit' }).last()
}

export const confirmUrgent = (person: Person): Promise<void> =>
  urgentAlert(person).getByRole('button', { name: 'Bestätigen' }).first().click()

/** What stands under the urgent message with this text in the open conversation. */
export const urgentStatus = (person: Person, text: string, sentence: string | RegExp): Locator =>
  message(person, text).getByText(sentence)
