import type { AskElsewhere } from './ask-password.ts'
import { NotConfirmed } from './errors.ts'

const lookMs = 1_500
/** Two minutes: as long as what the homeserver gives for it counts. */
const mostLooks = 80

/** Waits until `look` no longer throws what means that they have not said so yet. */
export const confirmAtProvider = async (
  homeserverUrl: string,
  session: string,
  look: () => Promise<void>,
  isNotYet: (error: unknown) => boolean,
): Promise<void> => {
  const elsewhere = atProvider(homeserverUrl)
  elsewhere.ask(session)
  for (;;) {
    await elsewhere.look()
    try {
      return await look()
    } catch (error) {
      if (!isNotYet(error)) throw error
    }
  }
}

/**
 * Matrix client-server API, "Fallback": a window in which the hospital's provider says once more who somebody is. Pages
 * of other origins cannot speak to ours, nor does ours see them (`cross-origin-opener-policy`): the homeserver knows.
 */
export const atProvider = (homeserverUrl: string): AskElsewhere => {
  let looks = 0
  return {
    ask(session) {
      looks = 0
      const query = new URLSearchParams({ session })
      const page = window.open(`${homeserverUrl}/_matrix/client/v3/auth/m.login.sso/fallback/web?${query}`, '_blank')
      // The browser lets no window open.
      if (!page) throw new NotConfirmed()
    },
    async look() {
      looks += 1
      if (looks > mostLooks) throw new NotConfirmed()
      await new Promise((later) => setTimeout(later, lookMs))
    },
  }
}
