import type { Locator } from 'playwright-core'
import { message, say } from './messages.ts'
import type { Person } from './person.ts'

export type Action =
  | 'Antworten'
  | 'Konsil dazu anfordern'
  | 'Bearbeiten'
  | 'Löschen'
  | 'Nicht senden'
  | 'Frühere Fassungen'
  | 'Wer hat gelesen?'
  | 'Melden'

/** Presses a button of the toolbar, which goes away when new messages move this one from under the pointer. */
const press = async (person: Person, text: string, button: string): Promise<void> => {
  const target = message(person, text)
  for (let attempts = 1; ; attempts += 1) {
    try {
      await target.hover()
      return await target.getByRole('button', { name: button, exact: true }).click({ timeout: 5_000 })
    } catch (error) {
      if (attempts === 5) throw error
    }
  }
}

/** Chooses something from the menu of the message with this text. */
export const act = async (person: Person, text: string, action: Action): Promise<void> => {
  await press(person, text, 'Mehr')
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

export const reactTo = async (person: Person, text: string, emoji: string): Promise<void> => {
  await press(person, text, 'Reagieren')
  await person.page.getByRole('button', { name: emoji, exact: true }).click()
}

/** The button that shows one emoji at the message with this text; its name says whose they are. */
export const reactionAt = (person: Person, text: string, name: RegExp): Locator =>
  message(person, text).getByRole('list', { name: 'Reaktionen' }).getByRole('button', { name })

export const deleteMessage = async (person: Person, text: string): Promise<void> => {
  await act(person, text, 'Löschen')
  const dialog = person.page.getByRole('dialog', { name: 'Nachricht löschen?' })
  await dialog.getByRole('button', { name: 'Löschen' }).click()
  // Until it is gone it holds the focus, and takes what is typed.
  await dialog.waitFor({ state: 'detached' })
}
