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
  await page.getByRole('button', { name: 'Als dringend senden' }).click()
  await page.getByRole('menuitem', { name: new RegExp(`^${priority} –`) }).click()
  return page.getByRole('region', { name: 'Dringlichkeit' })
}

/** The same of what is looked at once more before it is sent. */
export const chooseUrgencyIn = async (dialog: Locator, priority: 'Dringend' | 'Notfall'): Promise<Locator> => {
  const select = dialog.getByRole('combobox', { name: 'Dringlichkeit' })
  const option = select.getByRole('option', { name: new RegExp(`^${priority} –`) })
  await select.selectOption(await option.getAttribute('value'))
  return dialog.getByRole('region', { name: 'Dringlichkeit' })
}

export const confirmUrgent = (person: Person): Promise<void> =>
  urgentAlert(person).getByRole('button', { name: 'Bestätigen' }).first().click()

/** What stands under the urgent message with this text in the open conversation. */
export const urgentStatus = (person: Person, text: string, sentence: string | RegExp): Locator =>
  message(person, text).getByText(sentence)
