import type { Browser } from 'playwright-core'
import type { Look } from '../browser.ts'
import type { TestClinic } from '../clinics/remote-clinics.ts'
import { openPerson, type Person } from './person.ts'

/** An emergency physician of a clinic, whom no other test knows. */
export const newPhysician = async (browser: Browser, clinic: TestClinic, name: string, look?: Look): Promise<Person> =>
  openPerson(
    browser,
    clinic,
    await clinic.newPerson({
      name,
      title: 'Assistenzärztin',
      specialty: 'emergency-medicine',
      serviceId: clinic.key === 'nord' ? 'notaufnahme' : null,
    }),
    look,
  )

/**
 * A cardiologist of Süd who is on call first. When they go, they are not on duty any more: otherwise each test would call
 * those of all before it.
 */
export const newCardiologist = async (
  browser: Browser,
  clinic: TestClinic,
  name: string,
  look?: Look,
): Promise<Person> => {
  const account = await clinic.newPerson({
    name,
    title: 'Facharzt',
    role: 'specialist',
    specialty: 'cardiology',
    serviceId: 'kardiologie',
    tier: 'first',
  })
  const person = await openPerson(browser, clinic, account, look)
  const close = person[Symbol.asyncDispose]
  return Object.assign(person, {
    async [Symbol.asyncDispose]() {
      await close()
      // After a test that failed the clinic may be without its service, which is not what there is to tell.
      await clinic.withdraw(account).catch(() => {})
    },
  })
}
