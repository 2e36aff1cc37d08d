import type { Locator } from 'playwright-core'
import type { Person } from './person.ts'

/** From the open conversation or consult to the look into the mirror before its call. */
export const openCall = async ({ page }: Person): Promise<void> => {
  await page
    .getByRole('button', { name: /^(Videogespräch|Beitreten|Zurück zum Gespräch)$/ })
    .first()
    .click()
}

/** Before the call, or in it. */
export const turnCameraOff = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Kamera ausschalten' }).click()
  await page.getByRole('button', { name: 'Kamera einschalten' }).waitFor()
}

export const enterCall = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Jetzt beitreten' }).click()
}

export const joinCall = async (person: Person): Promise<void> => {
  await openCall(person)
  await enterCall(person)
}

/** The second one makes pictures of depth, which nobody can send, and the third one photographs. */
const usableCameras = [0, 3, 4, 5, 6, 7, 8, 9]
/** For a browser whose pages each have a camera of their own: one that is made up stops once five use it. */
export const ownCameras = '--use-fake-device-for-media-stream=device-count=10,fps=5'

/** The so-manieth, up to eight, of a browser with `ownCameras`; of small pictures, for one machine makes them all. */
export const useOwnCamera = ({ page }: Person, at: number): Promise<void> =>
  page.evaluate((which) => {
    const devices = navigator.mediaDevices
    const ask = devices.getUserMedia.bind(devices)
    devices.getUserMedia = async (wish = {}) => {
      if (!wish.video) return ask(wish)
      const camera = (await devices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')[which]
      if (!camera) throw new Error('the browser has fewer cameras')
      return ask({ ...wish, video: { deviceId: { exact: camera.deviceId }, width: 320, height: 240 } })
    }
  }, usableCameras[at] ?? Number.NaN)

export const pictureOf = ({ page }: Pick<Person, 'page'>, name: string): Locator => page.getByLabel(`Bild von ${name}`)
export const screenOf = ({ page }: Person, name: string): Locator =>
  page.getByLabel(`Bildschirm von ${name}`, { exact: true })

const countOnElement = (video: Locator, wanted: number, withinMs: number): Promise<number> =>
  video.evaluate(
    (element, [count, limitMs]) =>
      new Promise<number>((resolve) => {
        const shown = element as HTMLVideoElement
        let seen = 0
        const timer = setTimeout(() => resolve(seen), limitMs)
        const next = () => {
          seen += 1
          if (seen < count) return void shown.requestVideoFrameCallback(next)
          clearTimeout(timer)
          resolve(seen)
        }
        shown.requestVideoFrameCallback(next)
      }),
    [wanted, withinMs] as const,
  )

/** An element may be exchanged while it is looked at, and then says nothing more. */
const lookMs = 2_000

/** Waits until so many frames of a video were decoded and shown, or the time is over; gives their number. */
export const countFrames = async (video: Locator, wanted: number, withinMs: number): Promise<number> => {
  const end = Date.now() + withinMs
  let seen = 0
  for (let left = withinMs; seen < wanted && left > 0; left = end - Date.now())
    seen += await countOnElement(video, wanted - seen, Math.min(lookMs, left))
  return seen
}

type SoundSource = 'microphone' | 'screen_share_audio'

/** Energy of each twentieth of a second of what was heard within the time of a participant whose name begins so. */
const energiesOf = async (
  { page }: Person,
  participant: string,
  withinMs: number,
  source: SoundSource = 'microphone',
): Promise<number[]> =>
  page.evaluate(
    async ([who, durationMs, from]) => {
      const heard = [...document.querySelectorAll<HTMLAudioElement>('audio[data-participant]')].find(
        ({ dataset }) => dataset['participant']?.startsWith(who) && dataset['source'] === from,
      )
      if (!heard) return []
      const context = new AudioContext()
      const analyser = context.createAnalyser()
      context.createMediaStreamSource(heard.srcObject as MediaStream).connect(analyser)
      const samples = new Float32Array(analyser.fftSize)
      const energies: number[] = []
      const until = performance.now() + durationMs
      while (performance.now() < until) {
        analyser.getFloatTimeDomainData(samples)
        energies.push(samples.reduce((sum, sample) => sum + sample * sample, 0))
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      await context.close()
      return energies
    },
    [participant, withinMs, source] as const,
  )

/** All of it: 0 is silence. */
export const soundOf = async (
  person: Person,
  participant: string,
  withinMs: number,
  source?: SoundSource,
): Promise<number> => (await energiesOf(person, participant, withinMs, source)).reduce((sum, energy) => sum + energy, 0)

/** What a browser gives of a window with sound, where one machine has neither: a moving picture and a tone. */
export const showFilmNextTime = ({ page }: Person): Promise<void> =>
  page.evaluate(() => {
    navigator.mediaDevices.getDisplayMedia = async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 })
      const drawing = canvas.getContext('2d')
      setInterval(() => drawing?.fillRect(Math.random() * 640, Math.random() * 360, 40, 40), 100)
      const sound = new AudioContext()
      const [tone, out] = [sound.createOscillator(), sound.createMediaStreamDestination()]
      tone.connect(out)
      tone.start()
      return new MediaStream([...canvas.captureStream(10).getTracks(), ...out.stream.getTracks()])
    }
  })

/** How many tones a page has begun from here on. */
export const countTones = async ({ page }: Person): Promise<() => Promise<number>> => {
  const counted = await page.evaluateHandle(() => {
    const count = { tones: 0 }
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (when) {
      count.tones += 1
      start.call(this, when)
    }
    return count
  })
  return () => counted.evaluate(({ tones }) => tones)
}

/** Between words, and in them. */
export const softAndLoudOf = async (
  person: Person,
  participant: string,
  withinMs: number,
): Promise<{ soft: number; loud: number }> => {
  const energies = (await energiesOf(person, participant, withinMs)).toSorted((a, b) => a - b)
  const at = (share: number) => energies[Math.floor(energies.length * share)] ?? 0
  return { soft: at(0.4), loud: at(0.9) }
}

export const hangUp = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Auflegen' }).first().click()
}

/** From a call that is over, or goes on meanwhile. */
export const backToConversation = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Zurück zur Konversation' }).click()
}

/** Side panels of a running call. */
export const openPeople = async ({ page }: Person): Promise<Locator> => {
  const panel = page.getByRole('complementary', { name: 'Teilnehmende' })
  if (!(await panel.isVisible())) await page.getByRole('button', { name: /^Teilnehmende/ }).click()
  await panel.waitFor()
  return panel
}

export const ringing = ({ page }: Person): Locator => page.getByRole('region', { name: 'Anrufe' })
