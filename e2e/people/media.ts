import type { Locator } from 'playwright-core'
import { chooseFile } from './attachments.ts'
import { savedBy } from './downloads.ts'
import type { Person } from './person.ts'

/** A picture as it stands in the open conversation, once it is there. */
export const pictureFrom = (person: Person, from: string): Locator =>
  person.page
    .getByRole('log')
    .locator('[data-loaded]')
    .filter({ has: person.page.getByRole('button', { name: `Bild von ${from} vergrößern` }) })

export const chooseToSend = (person: Person, files: Parameters<typeof chooseFile>[1]): Promise<void> =>
  chooseFile(person, files, () => person.page.getByRole('button', { name: 'Datei anhängen' }).first().click())

/** What was chosen, before it is sent. */
export const sendDialog = ({ page }: Person): Locator =>
  page.getByRole('dialog').filter({ has: page.getByRole('list', { name: 'Wird gesendet' }) })

/** The picture large, with what the viewer saves of it. */
export const savePicture = async (person: Person, picture: Locator): Promise<{ name: string; bytes: Buffer }> => {
  const { page } = person
  await picture.getByRole('button').click()
  const viewer = page.getByRole('dialog')
  await viewer.locator('img[data-ready]').waitFor()
  const saved = await savedBy(person, () => viewer.getByRole('button', { name: 'Herunterladen' }).click())
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'detached' })
  return saved
}

export type Colour = [red: number, green: number, blue: number]

/** What is seen at these places of a picture, each from 0 to 1 from the top left, as a browser draws it. */
export const coloursOf = (
  { page }: Person,
  bytes: Buffer,
  places: readonly (readonly [number, number])[],
): Promise<{ width: number; height: number; colours: Colour[] }> =>
  page.evaluate(
    async ([base64, wanted]) => {
      const file = new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))])
      const bitmap = await createImageBitmap(file)
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
      const context = canvas.getContext('2d')
      context?.drawImage(bitmap, 0, 0)
      const colours = wanted.map(([x, y]): [number, number, number] => {
        const [red = 0, green = 0, blue = 0] =
          context?.getImageData(Math.floor(x * bitmap.width), Math.floor(y * bitmap.height), 1, 1).data ?? []
        return [red, green, blue]
      })
      return { width: bitmap.width, height: bitmap.height, colours }
    },
    [bytes.toString('base64'), places] as const,
  )

const listOfPlayers = ({ page }: Person): Locator =>
  page
    .getByRole('log')
    .getByRole('article')
    .filter({ has: page.getByRole('slider', { name: 'Stelle der Aufnahme' }) })

/** The newest voice message or recording of the open conversation. */
export const newestVoice = (person: Person): Locator => listOfPlayers(person).last()

/** Records until there is something to hear, and sends it. */
export const sayAloud = async ({ page }: Person): Promise<void> => {
  await page.getByRole('button', { name: 'Sprachnachricht aufnehmen' }).click()
  await page.getByText('Aufnahme läuft').waitFor({ state: 'attached' })
  await page.waitForTimeout(1_500)
  await page.getByRole('button', { name: 'Beenden' }).click()
  await page.getByRole('button', { name: 'Sprachnachricht senden' }).click()
  await page.getByLabel('Nachricht schreiben').waitFor()
}

/**
 * How far a player has said it is, in tenths of a second, of what is played from here on: at its end it stands at the
 * beginning again, whether somebody has looked or not.
 */
export const followPlayers = async ({ page }: Person): Promise<() => Promise<number>> => {
  const furthest = await page.evaluateHandle(() => {
    const said = { furthest: 0 }
    const { play } = HTMLMediaElement.prototype
    HTMLMediaElement.prototype.play = function () {
      this.addEventListener('timeupdate', () => {
        const places = [...document.querySelectorAll<HTMLInputElement>('input[type="range"]')]
        said.furthest = Math.max(said.furthest, ...places.map(({ value }) => Number(value)))
      })
      return play.call(this)
    }
    return said
  })
  return () => furthest.evaluate((said) => said.furthest)
}

/** A file as one chooses it, made of bytes. */
export const chooseBytes = (
  person: Person,
  ...files: { name: string; mimeType: string; buffer: Buffer }[]
): Promise<void> => chooseToSend(person, files)

/** A picture of fine black and white squares, as sharp as pixels are. */
export const squares = async ({ page }: Person, width: number, height: number): Promise<Buffer> => {
  const base64 = await page.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w, h)
      const context = canvas.getContext('2d')
      for (let y = 0; y < h; y += 4)
        for (let x = 0; x < w; x += 4) {
          if (context) context.fillStyle = ((x + y) / 4) % 2 === 0 ? '#000000' : '#ffffff'
          context?.fillRect(x, y, 4, 4)
        }
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    },
    [width, height] as const,
  )
  return Buffer.from(base64, 'base64')
}

/** Gives a file to the page as the clipboard or a hand above it does. */
export const handOver = async ({ page }: Person, how: 'paste' | 'drop', buffer: Buffer, name: string): Promise<void> =>
  page.evaluate(
    ([kind, base64, fileName]) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], fileName, { type: 'image/png' }))
      const place = document.querySelector(kind === 'paste' ? 'textarea' : '[role="log"]')
      place?.dispatchEvent(
        kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
      )
    },
    [how, buffer.toString('base64'), name] as const,
  )
