import type { Locator } from 'playwright-core'
import type { Person } from './person.ts'

export const startCall = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Videogespräch' }).first().click()
  await page.getByRole('button', { name: 'Jetzt beitreten' }).click()
}

export const pictureOf = ({ page }: Person, name: string): Locator => page.getByLabel(`Bild von ${name}`)

/** Waits until this many decoded frames of a video have been shown; ends with their number. */
export const countFrames = (video: Locator, wanted: number, withinMs: number): Promise<number> =>
  video.evaluate(
    (element, [count, limitMs]) =>
      new Promise<number>((resolve) => {
        const shown = element as HTMLVideoElement
        let seen = 0
        const timer = setTimeout(() => resolve(seen), limitMs)
        const next = () => {
          seen += 1
          if (seen >= count) {
            clearTimeout(timer)
            resolve(seen)
          } else shown.requestVideoFrameCallback(next)
        }
        shown.requestVideoFrameCallback(next)
      }),
    [wanted, withinMs] as const,
  )

export const hangUp = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Auflegen' }).first().click()
}
