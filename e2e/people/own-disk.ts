import type { Page } from 'playwright-core'

/**
 * Where the browser would ask where to save, a file in its own file system: on the disk as well, and written in the same
 * way. Nobody can press in the system's own dialog.
 */
export const ownDisk = async (page: Page) => {
  await page.evaluate(() => {
    const showSaveFilePicker = async () =>
      (await navigator.storage.getDirectory()).getFileHandle('saved', { create: true })
    Object.assign(globalThis, { showSaveFilePicker })
  })
  return {
    /** When all of it has its place, by the clock of the page. */
    whenSaved: (sizeBytes: number, limitMs: number): Promise<number> =>
      page.evaluate(
        async ([wanted, limit]) => {
          const root = await navigator.storage.getDirectory()
          const until = performance.now() + limit
          while (performance.now() < until) {
            const file = await root.getFileHandle('saved').catch(() => null)
            if ((await file?.getFile())?.size === wanted) return performance.timeOrigin + performance.now()
            await new Promise((resolve) => setTimeout(resolve, 20))
          }
          throw new Error('nothing was saved in time')
        },
        [sizeBytes, limitMs] as const,
      ),
    /** SHA-256 of each block, in hexadecimal: a browser hashes nothing piece by piece. */
    hashes: (blockBytes: number): Promise<string[]> =>
      page.evaluate(async (step) => {
        const root = await navigator.storage.getDirectory()
        const file = await (await root.getFileHandle('saved')).getFile()
        const found: string[] = []
        for (let at = 0; at < file.size; at += step) {
          const hash = await crypto.subtle.digest('SHA-256', await file.slice(at, at + step).arrayBuffer())
          found.push(Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join(''))
        }
        return found
      }, blockBytes),
    clear: (): Promise<void> =>
      page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('saved')),
  }
}
