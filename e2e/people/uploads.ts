import type { Page, Request } from 'playwright-core'

const uploads = '**/api/case-files/**'
const isPiece = (request: Request): boolean => request.method() === 'PATCH'
const offsetOf = (request: Request): number => Number(request.headers()['upload-offset'])

/** Where the next piece that is sent begins. */
export const nextPiece = async (page: Page, from: number): Promise<number> =>
  offsetOf(await page.waitForRequest((request) => isPiece(request) && offsetOf(request) >= from, { timeout: 60_000 }))

/**
 * Holds what the page sends as soon as a piece that begins at `from` or later is on its way: there is a middle in which
 * something can break then, however fast or slow the machine is.
 */
export const stallAt = async (page: Page, from: number) => {
  const stalled = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  await page.route(uploads, async (route) => {
    const request = route.request()
    if (isPiece(request) && offsetOf(request) >= from) {
      stalled.resolve()
      await released.promise
    }
    // Of a page that was loaded again nothing is left to send.
    await route.continue().catch(() => {})
  })
  return {
    isStalled: stalled.promise,
    async goOn() {
      await page.unroute(uploads)
      released.resolve()
    },
  }
}
