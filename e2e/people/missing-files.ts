import type { Person } from './person.ts'

/** The clinic's server does not have these files any more, as after an update; returns how to have them back. */
export const missFiles = async ({ page }: Pick<Person, 'page'>, address: RegExp): Promise<() => Promise<void>> => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  // What the service worker asks for passes no route.
  await devtools.send('Network.setBypassServiceWorker', { bypass: true })
  await page.route(address, (route) => route.fulfill({ status: 404, body: '<!doctype html>' }))
  return async () => {
    await page.unroute(address)
    await devtools.detach()
  }
}
