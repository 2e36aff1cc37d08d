import type { Page } from 'playwright-core'

export type Turned = {
  /** Frames of the page, in ms. */
  frames: number[]
  /** From a turn of the wheel until its slice was seen. */
  lags: number[]
  seconds: number
}

/** Turns the wheel slice by slice, backwards if it is less than 0; in the page itself, since what drives it from outside takes its time. */
export const turnWheel = (page: Page, slices: number, everyMs: number): Promise<Turned> =>
  page.evaluate(
    ([count, pause]) =>
      new Promise<Turned>((resolve) => {
        const picture = document.querySelector('section[aria-busy]')
        const slider = document.querySelector<HTMLInputElement>('input[type="range"]')
        if (!picture || !slider) throw new Error('no stack is open')
        const seen = () => Number(/(\d+) von/.exec(picture.textContent ?? '')?.[1] ?? 0)
        const [frames, lags]: [number[], number[]] = [[], []]
        const turned = new Map<number, number>()
        const begun = performance.now()
        let last = begun
        let at = slider.valueAsNumber
        const end = at + count
        const step = Math.sign(count)
        const note = (now: number) => {
          frames.push(now - last)
          last = now
          const shown = seen()
          for (const [slice, since] of turned)
            if ((shown - slice) * step >= 0) {
              lags.push(now - since)
              turned.delete(slice)
            }
          if (shown !== end) requestAnimationFrame(note)
          else resolve({ frames: frames.slice(1), lags, seconds: (now - begun) / 1000 })
        }
        requestAnimationFrame(note)
        const turn = () => {
          at += step
          turned.set(at, performance.now())
          picture.dispatchEvent(new WheelEvent('wheel', { deltaY: 100 * step, bubbles: true, cancelable: true }))
          if (at !== end) setTimeout(turn, pause)
        }
        turn()
      }),
    [slices, everyMs] as const,
  )

/** All that the page holds in buffers: what is decoded, read and fetched, and not what the browser needs for itself. */
export const heldBytes = async (page: Page): Promise<number> => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { backingStorageSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  return backingStorageSize
}
