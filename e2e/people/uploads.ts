import type { Page } from 'playwright-core'

const slowBytesPerSecond = 6_000_000

/** As a ward's line is: so slow that there is a middle in which something can break. */
export const slowDown = async (page: Page) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: slowBytesPerSecond,
  })
  return { full: () => devtools.detach() }
}

/** Where the next piece that is sent begins. */
export const nextPiece = async (page: Page, from: number): Promise<number> => {
  const offsetOf = (headers: Record<string, string>) => Number(headers['upload-offset'])
  const piece = await page.waitForRequest(
    (request) => request.method() === 'PATCH' && offsetOf(request.headers()) >= from,
    { timeout: 60_000 },
  )
  return offsetOf(piece.headers())
}
