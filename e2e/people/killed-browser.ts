import { kill } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { browserOf } from '../bench/processes.ts'

/** Ends the browser of a profile as a crash does: no page hears of it, and nothing is put away. */
export const killBrowserOf = async (profile: string): Promise<void> => {
  for (const { pid } of browserOf(profile)) kill(pid, 'SIGKILL')
  while (browserOf(profile).length > 0) await sleep(50)
}
