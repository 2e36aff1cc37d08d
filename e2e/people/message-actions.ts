import type { Locator } from 'playwright-core'
import { message, say } from './messages.ts'
import type { Person } from './person.ts'

export type Action = 'Antworten' | 'Bearbeiten' | 'Text kopieren'

/** Chooses something from the menu of the message with this text. */
export const act = async (person: Person, text: string, action: Action): Promise<void> => {
  const target = message(person, text)
  await target.hover()
  await target.getByRole('button', { name: 'Mehr' }).click()
  await person.page.getByRole('menuitem', { name: action }).click()
}

export const replyTo = async (person: Person, text: string, answer: string): Promise<void> => {
  await act(person, text, 'Antworten')
  await person.page.getByRole('region', { name: /^Antwort an/ }).waitFor()
  await say(person, answer)
}

export const edit = async (person: Person, text: string, next: string): Promise<void> => {
  await act(person, text, 'Bearbeiten')
  await person.page.getByRole('region', { name: 'Nachricht bearbeiten' }).waitFor()
  await say(person, next)
}

/** What the message with this text quotes. */
export const quoteIn = (person: Person, text: string): Locator =>
  message(person, text).getByTitle('Zur beantworteten Nachricht')
