import * as v from 'valibot'
import { type Partner, partner } from '#shared/partners/api.ts'

/** Removed with everything else when the person signs out (`client/matrix/wipe-device.ts`). */
const key = 'consilium.partners'
const partnerList = v.array(partner)

/** What the service said the last time: without it, a consult of a partner would vanish while the service is down. */
export const readKeptPartners = (): Partner[] | null => {
  try {
    const parsed = v.safeParse(partnerList, JSON.parse(localStorage.getItem(key) ?? 'null'))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

export const keepPartners = (partners: readonly Partner[]): void => {
  try {
    localStorage.setItem(key, JSON.stringify(partners))
  } catch {
    // A browser may keep its storage closed.
  }
}
