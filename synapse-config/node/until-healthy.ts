import { setTimeout as sleep } from 'node:timers/promises'
import { SetupError } from './setup-error.ts'

const timeoutMs = 30_000
const pollMs = 100

const isHealthy = async (url: string): Promise<boolean> =>
  fetch(`${url}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  )

/** `url`: the clinic's web address as this machine reaches it. Throws a `SetupError` that names what is down. */
export const untilHealthy = async (name: string, url: string): Promise<void> => {
  const until = Date.now() + timeoutMs
  while (!(await isHealthy(url))) {
    if (Date.now() > until) {
      const health = await fetch(`${url}/api/health`).then((answer) => answer.text(), String)
      throw new SetupError(`${name} is not healthy: ${health}.`)
    }
    await sleep(pollMs)
  }
}
