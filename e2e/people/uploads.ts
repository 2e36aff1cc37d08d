import type { Page, Request } from 'playwright-core'

const uploads = '**/api/case-files/**'
/** As a line that is about to break: a piece would take minutes. */
const dyingBytesPerSecond = 50_000

const isPiece = (request: Request): boolean => request.method() === 'PATCH'
const offsetOf = (request: Request): number => Number(request.headers()['upload-offset'])

/** Where the next piece that is sent begins. */
export const nextPiece = async (page: Page, from: number): Promise<number> =>
  offsetOf(await page.waitForRequest((request) => isPiece(request) && offsetOf(request) >= from, { timeout: 60_000 }))

/**
 * Lets the line of the page die as soon as a piece that begins at `from` or later is on its way: there is a middle in
 * which something can break then, however fast or slow the machine is.
 */
export const stallAt = async (page: Page, from: number) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  const limit = (uploadThroughput: number) =>
    devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    })
  const stalled = Promise.withResolvers<void>()
  await page.route(uploads, async (route) => {
    const request = route.request()
    if (isPiece(request) && offsetOf(request) >= from) {
      await limit(dyingBytesPerSecond)
      stalled.resolve()
    }
    await route.continue()
  })
  return {
    isStalled: stalled.promise,
    async goOn() {
      await page.unroute(uploads)
      await limit(-1)
      await devtools.detach()
    },
  }
}
