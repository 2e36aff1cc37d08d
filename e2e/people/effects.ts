import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { projectFolder } from '../../synapse-config/node/folders.ts'
import { wavOf } from './wav.ts'

const rate = 48_000
const voiceRate = 8_000
/** Where the voice is in its file. */
const voiceFrom = 0.15 * voiceRate
const voiceTo = 0.6 * voiceRate

/** Half a second of somebody's voice, and almost a second of keys and paper, by turns; a WAV file for a microphone. */
export const voiceAndNoise = (): Buffer => {
  const file = readFileSync(join(projectFolder, 'e2e/fixtures/voice-8-khz.raw'))
  const voice = Array.from({ length: voiceTo - voiceFrom }, (_, at) => file.readInt16LE((voiceFrom + at) * 2))
  const spread = rate / voiceRate
  const spoken = Array.from({ length: (voice.length - 1) * spread }, (_, at) => {
    const [before, share] = [Math.floor(at / spread), (at % spread) / spread]
    return (voice[before] ?? 0) * (1 - share) + (voice[before + 1] ?? 0) * share
  })
  let seed = 1
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647 - 0.5
  }
  const noise = Array.from({ length: 0.9 * rate }, (_, at) => {
    const press = Math.max(0, 1 - (((at / rate) * 7) % 1) * 3)
    return 14_000 * (0.15 + press) * random()
  })
  return wavOf(Int16Array.from([...spoken, ...noise]), rate, 1)
}

/** Left, top, right, bottom, as shares of a picture. */
type Area = readonly [number, number, number, number]

/** How sharp an area of a shown video is: the mean step from one point to the next. */
export const sharpnessOf = (video: Locator, area: Area): Promise<number> =>
  video.evaluate((element, [left, top, right, bottom]) => {
    const shown = element as HTMLVideoElement
    const [width, height] = [640, 360]
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')
    context?.drawImage(shown, 0, 0, width, height)
    const [x, y] = [Math.round(left * width), Math.round(top * height)]
    const [across, down] = [Math.round(right * width) - x, Math.round(bottom * height) - y]
    const points = context?.getImageData(x, y, across, down).data ?? new Uint8ClampedArray()
    let steps = 0
    for (let row = 0; row < down; row += 1)
      for (let column = 1; column < across; column += 1) {
        const at = (row * across + column) * 4
        steps += Math.abs((points[at + 1] ?? 0) - (points[at - 3] ?? 0))
      }
    return steps / (down * (across - 1))
  }, area)
