import { join } from 'node:path'
import { openProfile } from '../browser.ts'
import type { TestClinics } from '../clinics/remote-clinics.ts'
import { openPersonOn, type Person } from '../people/person.ts'

/** One who asks and one who answers, each in a browser whose profile, and so whose memory, can be told from others. */
export type Measured = { ida: Person; idaProfile: string; emil: Person; emilProfile: string } & AsyncDisposable

export const openMeasured = async ({ nord, sued }: TestClinics, folder: string): Promise<Measured> => {
  const [idaProfile, emilProfile] = [join(folder, 'ida'), join(folder, 'emil')]
  const [idaAccount, emilAccount] = await Promise.all([
    nord.newPerson({ name: 'Dr. Ida Messung', title: 'Assistenzärztin', serviceId: 'notaufnahme' }),
    sued.newPerson({
      name: 'Dr. Emil Messung',
      title: 'Facharzt',
      role: 'specialist',
      specialty: 'cardiology',
      serviceId: 'kardiologie',
      tier: 'first',
    }),
  ])
  const ida = await openPersonOn(await openProfile(idaProfile), nord, idaAccount)
  const emil = await openPersonOn(await openProfile(emilProfile), sued, emilAccount)
  return {
    ida,
    idaProfile,
    emil,
    emilProfile,
    async [Symbol.asyncDispose]() {
      await Promise.all([ida[Symbol.asyncDispose](), emil[Symbol.asyncDispose]()])
    },
  }
}
