import type { Page } from 'playwright-core'

/**
 * Where the browser would ask where to save, a file in its own file system, which takes its first piece and then waits.
 * No test can press in the system's own dialog.
 */
export const slowDisk = async (page: Page) => {
  await page.evaluate(() => {
    const disk = { isWaiting: false, goOn: () => {} }
    const waiting = new Promise<void>((resolve) => {
      disk.goOn = resolve
    })
    const showSaveFilePicker = async () => {
      const root = await navigator.storage.getDirectory()
      const file = await root.getFileHandle('saved', { create: true })
      return {
        createWritable: async () => {
          const inner = (await file.createWritable()).getWriter()
          return new WritableStream({
            async write(piece) {
              disk.isWaiting = true
              await waiting
              await inner.write(piece)
            },
            close: () => inner.close(),
            abort: (reason) => inner.abort(reason),
          })
        },
      }
    }
    Object.assign(globalThis, { disk, showSaveFilePicker })
  })
  return {
    isWaiting: () =>
      page.waitForFunction(() => (globalThis as unknown as { disk: { isWaiting: boolean } }).disk.isWaiting),
    goOn: () => page.evaluate(() => (globalThis as unknown as { disk: { goOn(): void } }).disk.goOn()),
    sha256: () =>
      page.evaluate(async () => {
        const root = await navigator.storage.getDirectory()
        const file = await (await root.getFileHandle('saved')).getFile()
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
        return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
      }),
  }
}
