import type { Locator } from 'playwright-core'
import { goTo, type Person } from './person.ts'

export const pin = '482913'

export const setPin = async (person: Person): Promise<void> => {
  const { page } = person
  await goTo(person, 'Einstellungen')
  await page.getByRole('link', { name: 'Bildschirmsperre' }).click()
  await page.getByLabel('Neue PIN').fill(pin)
  await page.getByLabel('PIN wiederholen').fill(pin)
  await page.getByRole('button', { name: 'PIN festlegen' }).click()
  await page.getByRole('button', { name: 'Jetzt sperren' }).waitFor()
}

export const locked = ({ page }: Person): Locator => page.getByRole('heading', { name: 'Bildschirm gesperrt' })

export const enterPin = async ({ page }: Person, text: string): Promise<void> => {
  await page.getByLabel('PIN', { exact: true }).fill(text)
  await page.getByRole('button', { name: 'Entsperren' }).click()
}
