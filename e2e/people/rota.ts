import { randomUUID } from 'node:crypto'
import type { Locator } from 'playwright-core'
import type { PlannedShift } from '#shared/rota/planned-shift.ts'
import { usualPolicy } from '#shared/rota/rota-policy.ts'
import { askService } from '../clinics/open-clinics.ts'
import { somebodyAt } from '../services/somebody.ts'
import type { Ward } from './duty.ts'
import type { Person } from './person.ts'
import { openAddress } from './views.ts'

export const timeZone = 'Europe/Berlin'
export const hourMs = 3_600_000

type Plan = {
  shift(person: Pick<Person, 'userId'> | null, start: number, end: number, tier?: PlannedShift['tier']): Promise<void>
  /** From now on whoever plans has to agree when colleagues swap. */
  swapsAreAgreed(): Promise<void>
  /** Nobody is missed any more: whoever administers is not told of a ward that was only for a test. */
  [Symbol.asyncDispose](): Promise<void>
}

/** The duty of a ward, planned by its administration. */
export const planOf = async ({ id, clinic }: Ward): Promise<Plan> => {
  const admin = await somebodyAt(clinic, { role: 'admin' })
  const at = `/api/rota/departments/${id}`
  const policy = usualPolicy(timeZone)
  await askService(clinic, admin, 'PUT', `${at}/settings`, { policy, templates: [] })
  return {
    async shift(person, start, end, tier = 'first') {
      const userId = person?.userId ?? null
      const shifts = [{ id: randomUUID(), tier, userId, start: Math.floor(start), end: Math.floor(end), version: 0 }]
      await askService(clinic, admin, 'PUT', `${at}/shifts`, { shifts })
    },
    async swapsAreAgreed() {
      const body = { policy: { ...policy, swaps: 'agreed' }, templates: [] }
      await askService(clinic, admin, 'PUT', `${at}/settings`, body)
    },
    async [Symbol.asyncDispose]() {
      const needed = { first: 'never', second: 'never', lead: 'never' }
      await askService(clinic, admin, 'PUT', `${at}/settings`, { policy: { ...policy, needed }, templates: [] })
    },
  }
}

/** The plan of a ward, on a day. */
export const openRota = async (person: Person, { id, name }: Ward, search = ''): Promise<void> => {
  await openAddress(person, `/duty/rota/${id}${search}`)
  await person.page.getByRole('heading', { name: `Dienstplan ${name}` }).waitFor()
}

/** A shift in the plan, by whose it is. */
export const shiftOf = ({ page }: Person, name: string): Locator =>
  page.getByRole('main').getByRole('button', { name }).first()
