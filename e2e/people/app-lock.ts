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

/** As a fingerprint reader would be that is built in; `says` whether the right finger lies on it. */
export const plugInAuthenticator = async ({ page }: Person): Promise<{ says(isRight: boolean): Promise<void> }> => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    async says(isUserVerified) {
      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
  }
}

export const openWithPasskey = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Mit Passkey entsperren' }).click()
}
