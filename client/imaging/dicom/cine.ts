import type { DataSet } from 'dicom-parser'
import { type Accessor, createEffect, createSignal, onCleanup, untrack } from 'solid-js'
import { sleep } from '../../sleep.ts'

const usualPerSecond = 10
const limits = { least: 1, most: 60 }

/** How fast the device means it (PS3.3 section C.7.6.5): by rate, or by the time of a frame in ms. */
export const framesPerSecondOf = (dataSet: DataSet): number => {
  const number = (tag: string) => Number(dataSet.string(tag) ?? Number.NaN)
  const found = [number('x00082144'), number('x00180040'), 1000 / number('x00181063')].find(
    (rate) => Number.isFinite(rate) && rate > 0,
  )
  return Math.min(limits.most, Math.max(limits.least, found ?? usualPerSecond))
}

/** Runs through the pictures; the next one comes when the one before is shown. */
export const createCine = (perSecond: Accessor<number>, next: () => Promise<void>) => {
  const [isPlaying, setPlaying] = createSignal(false)
  createEffect(() => {
    if (!isPlaying()) return
    let isOn = true
    onCleanup(() => {
      isOn = false
    })
    const run = async () => {
      while (isOn) {
        const due = performance.now() + 1000 / perSecond()
        await next()
        await sleep(Math.max(0, due - performance.now()))
      }
    }
    // Only the switch starts and stops it, nothing that a picture changes.
    untrack(run).catch(() => setPlaying(false))
  })
  return { isPlaying, toggle: () => setPlaying(!isPlaying()) }
}
