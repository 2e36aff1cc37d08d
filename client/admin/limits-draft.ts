import type { PartnerLimits, PartnerService } from '#shared/partners/limits.ts'

/** What an admin is setting: a day instead of a moment, and the chosen departments kept while all are open. */
export type LimitsDraft = { services: PartnerService[]; isAll: boolean; departments: string[]; lastDay: string }

const pad = (part: number) => String(part).padStart(2, '0')

/** The day is the last on which it counts, here where the admin is. */
const dayOf = (until: number): string => {
  const last = new Date(until - 1)
  return `${last.getFullYear()}-${pad(last.getMonth() + 1)}-${pad(last.getDate())}`
}

const endOf = (day: string): number | null => {
  const [year, month, date] = day.split('-').map(Number)
  return year && month && date ? new Date(year, month - 1, date + 1).getTime() : null
}

export const draftOfLimits = ({ services, departments, until }: PartnerLimits): LimitsDraft => ({
  services: [...services],
  isAll: departments === null,
  departments: departments ?? [],
  lastDay: until === null ? '' : dayOf(until),
})

export const limitsOf = ({ services, isAll, departments, lastDay }: LimitsDraft): PartnerLimits => ({
  services,
  departments: isAll ? null : departments,
  until: endOf(lastDay),
})

export type LimitsFault = 'past' | 'no-department'

export const faultOfLimits = (draft: LimitsDraft, now: number): LimitsFault | null => {
  const { departments, until } = limitsOf(draft)
  if (departments?.length === 0) return 'no-department'
  return until !== null && until <= now ? 'past' : null
}
