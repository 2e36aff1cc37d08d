import * as v from 'valibot'

const key = 'consilium.guest'
const kept = v.object({ name: v.string(), proofKey: v.string() })

/** What a guest calls themselves, and the key to prove this device with. */
export type KeptGuest = v.InferOutput<typeof kept>

/** For as long as their window is open: nobody else keeps it. */
export const keepGuest = (guest: KeptGuest): void => {
  try {
    sessionStorage.setItem(key, JSON.stringify(guest))
  } catch {
    // Then they are a guest without a name after the page was loaded anew.
  }
}

export const readGuest = (): KeptGuest | null => {
  try {
    const parsed = v.safeParse(kept, JSON.parse(sessionStorage.getItem(key) ?? 'null'))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}
