/** When the page has nothing better to do, or after a while. */
export const whenIdle = (timeout = 200): Promise<void> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout })
    else setTimeout(resolve, 0)
  })
