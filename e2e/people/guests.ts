import type { Browser } from 'playwright-core'
import { openDevice, phone, takePicture, wantsPictures } from '../browser.ts'
import type { Person } from './person.ts'

export type Guest = Pick<Person, 'name' | 'page' | 'faults' | 'picture'> & AsyncDisposable

/** Before a call, or in it: gives the link, and stays at the dialog that shows it. */
export const inviteGuest = async ({ page }: Person): Promise<string> => {
  await page.getByRole('button', { name: 'Gast einladen' }).click()
  const dialog = page.getByRole('dialog', { name: 'Gast zum Gespräch einladen' })
  await dialog.getByRole('button', { name: 'Link erstellen' }).click()
  return dialog.getByRole('textbox', { name: 'Link für den Gast' }).inputValue()
}

/** Somebody who has nothing but a link, at a phone that nobody has used before. */
export const openLink = async (browser: Browser, link: string): Promise<Guest> => {
  const context = await openDevice(browser, phone)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`${error.name}: ${error.message}`))
  await page.goto(link)
  return {
    name: 'Frau Muster',
    page,
    faults,
    async picture(name) {
      if (wantsPictures) await takePicture(page, name)
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}

export const nameOneself = async ({ page, name }: Guest): Promise<void> => {
  await page.getByLabel('Ihr Name').fill(name)
  await page.getByRole('button', { name: 'Weiter' }).click()
}
