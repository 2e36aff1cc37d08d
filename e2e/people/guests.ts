import type { Browser } from 'playwright-core'
import { openDevice, phone } from '../browser.ts'
import { openWatched, type Person, type Watched } from './person.ts'

export type Guest = Pick<Person, 'name'> & Watched

/** Before a call, or in it: gives the link, and stays at the dialog that shows it. */
export const inviteGuest = async ({ page }: Person): Promise<string> => {
  await page.getByRole('button', { name: 'Gast einladen' }).click()
  const dialog = page.getByRole('dialog', { name: 'Gast zum Gespräch einladen' })
  await dialog.getByRole('button', { name: 'Link erstellen' }).click()
  return dialog.getByRole('textbox', { name: 'Link für den Gast' }).inputValue()
}

/** Somebody who has nothing but a link, at a phone that nobody has used before. */
export const openLink = async (browser: Browser, link: string): Promise<Guest> => {
  return Object.assign(await openWatched(await openDevice(browser, phone), link), { name: 'Frau Muster' })
}

export const nameOneself = async ({ page, name }: Guest): Promise<void> => {
  await page.getByLabel('Ihr Name').fill(name)
  await page.getByRole('button', { name: 'Weiter' }).click()
}

/** From here on: whether the page keeps the screen from going dark, which a browser without a screen would refuse. */
export const watchScreen = async ({ page }: Guest): Promise<() => Promise<boolean>> => {
  const locks = await page.evaluateHandle(() => {
    const count = { held: 0 }
    navigator.wakeLock.request = async () => {
      count.held += 1
      const release = async () => {
        count.held -= 1
      }
      return { release } as WakeLockSentinel
    }
    return count
  })
  return () => locks.evaluate(({ held }) => held > 0)
}
