import type { Locator } from 'playwright-core'

/** Drops files and folders of the disk on something, as from a window of the system. */
export const dropOn = async (place: Locator, paths: string[]): Promise<void> => {
  const page = place.page()
  await place.scrollIntoViewIfNeeded()
  const box = await place.boundingBox()
  if (!box) throw new Error('there is nothing to drop on')
  const devtools = await page.context().newCDPSession(page)
  const where = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items: [], files: paths, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, ...where, data })
  await devtools.detach()
}
