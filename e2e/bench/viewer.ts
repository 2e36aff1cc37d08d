import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { chunkCount, defaultChunkBytes, plainRange, preambleBytes, tagBytes } from '#shared/case-files/records.ts'
import { openBrowser } from '../browser.ts'
import type { TestClinic, TestClinics } from '../clinics/remote-clinics.ts'
import { attachment, saveAttachment } from '../people/attachments.ts'
import { chooseDicomFolder, sendDicom } from '../people/dicom.ts'
import { dicomObject } from '../people/dicom-object.ts'
import { openPair, roomIdOf } from '../people/pair.ts'
import type { Person } from '../people/person.ts'
import { figure, print, ratio } from './figures.ts'
import { longFrameMs } from './scroll.ts'
import { heldBytes, turnWheel } from './stack-scroll.ts'
import { whenDone, whenShown } from './stopwatch.ts'

const side = 512
const everyMs = 33
/** A figure of a busy machine says more than none. */
const patienceMs = 300_000
const isReady = 'section[aria-busy="false"]'

/** A slice of a scanner: a body with noise, 12 bits in 16, not compressed. */
const sliceOf = (at: number): Uint8Array => {
  const pixels = new Uint16Array(side * side)
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      pixels[y * side + x] =
        (Math.hypot(x - 256, y - 256) < 180 + (at % 40) ? 1064 : 24) + ((x * 7 + y * 13 + at * 29) % 64)
  return dicomObject([
    [0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2'],
    [0x00080018, 'UI', `1.2.3.4.${at + 1}`],
    [0x00080060, 'CS', 'CT'],
    [0x00100010, 'PN', 'Messung^Anna'],
    [0x0020000d, 'UI', '1.2.3.4'],
    [0x0020000e, 'UI', '1.2.3.4.0'],
    [0x00200013, 'IS', String(at + 1)],
    [0x00280002, 'US', 1],
    [0x00280004, 'CS', 'MONOCHROME2'],
    [0x00280010, 'US', side],
    [0x00280011, 'US', side],
    [0x00280030, 'DS', '0.7\\0.7'],
    [0x00280100, 'US', 16],
    [0x00280101, 'US', 12],
    [0x00280102, 'US', 11],
    [0x00280103, 'US', 0],
    [0x00281052, 'DS', '-1024'],
    [0x00281053, 'DS', '1'],
    [0x7fe00010, 'OW', new Uint8Array(pixels.buffer)],
  ])
}

const firstImage = async (person: Person, name: string): Promise<number> => {
  const [pressed, shown] = await Promise.all([
    whenDone(person.page, 'click'),
    whenShown(person.page, isReady, '', patienceMs),
    attachment(person, name).getByRole('button', { name: 'Öffnen' }).click(),
  ])
  return shown - pressed
}
const close = async ({ page }: Person) => {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** The same bytes in the same places, not encrypted, stored at the same service. */
const storePlainly = async (
  clinic: TestClinic,
  authorization: string,
  roomId: string,
  plain: Buffer,
): Promise<string> => {
  const layout = { plainBytes: plain.length, chunkBytes: defaultChunkBytes }
  const chunks = Array.from({ length: chunkCount(layout) }, (_, at) => plainRange(layout, at))
  const bytes = Buffer.concat([
    Buffer.alloc(preambleBytes),
    ...chunks.flatMap(({ start, end }) => [plain.subarray(start, end), Buffer.alloc(tagBytes)]),
  ])
  const fileId = randomUUID()
  const headers = { authorization, 'tus-resumable': '1.0.0' }
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const ask = async (method: string, path: string, more: Record<string, string>, body: BodyInit | null) => {
    const answer = await fetch(clinic.reachableUrl + path, { method, headers: { ...headers, ...more }, body })
    if (!answer.ok) throw new Error(`${method} was answered ${answer.status}`)
  }
  const metadata = `fileId ${base64(fileId)},roomId ${base64(roomId)}`
  await ask(
    'POST',
    '/api/case-files/uploads',
    { 'upload-length': String(bytes.length), 'upload-metadata': metadata },
    null,
  )
  await ask(
    'PATCH',
    `/api/case-files/uploads/${fileId}`,
    { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    new Uint8Array(bytes),
  )
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const completion = JSON.stringify({ roomId, sha256 })
  await ask('POST', `/api/case-files/${fileId}/completion`, { 'content-type': 'application/json' }, completion)
  return fileId
}

/**
 * Lets the page ask for chunks under the other id, and give them out as they come without opening them, while it is
 * `switchTo`d plain: what encryption costs is the difference.
 */
const mayReadPlainly = (page: Page, plainId: string): Promise<void> =>
  page.evaluate(
    ([id, chunk, tag]) => {
      const RealWorker = Worker
      const plainOf = (block: ArrayBuffer) =>
        Array.from({ length: Math.ceil(block.byteLength / (chunk + tag)) }, (_, at) => {
          const start = at * (chunk + tag)
          return block.slice(start, Math.min(start + chunk, block.byteLength - tag))
        })
      class PlainWorker extends EventTarget {
        onmessage: ((event: MessageEvent) => void) | null = null
        postMessage({ number, question }: { number: number; question: { block?: ArrayBuffer } }) {
          const data = { number, answer: { plain: question.block ? plainOf(question.block) : [] } }
          queueMicrotask(() => this.onmessage?.(new MessageEvent('message', { data })))
        }
        terminate() {}
      }
      const make = (url: string | URL, options?: WorkerOptions) =>
        Reflect.get(globalThis, 'isPlain') && String(url).includes('decrypt-file')
          ? new PlainWorker()
          : new RealWorker(url, options)
      Object.assign(globalThis, {
        // `new` gives what a function returns.
        Worker: function (this: unknown, url: string | URL, options?: WorkerOptions) {
          return make(url, options)
        },
        fetch: (
          (real) => (input: RequestInfo | URL, init?: RequestInit) =>
            real(
              Reflect.get(globalThis, 'isPlain') && (typeof input === 'string' || input instanceof URL)
                ? String(input).replace(/(\/api\/case-files\/)[0-9a-f-]{36}(?=\?)/, `$1${id}`)
                : input,
              init,
            )
        )(fetch),
      })
    },
    [plainId, defaultChunkBytes, tagBytes] as const,
  )

const switchTo = ({ page }: Person, isPlain: boolean): Promise<boolean> =>
  page.evaluate((value) => Reflect.set(globalThis, 'isPlain', value), isPlain)

type Parts = { clinics: TestClinics; folder: string; say(line: string): void; isSmall: boolean }

/** What a specialist waits for who opens a CT of another clinic, and how it scrolls. */
export const benchViewer = async ({ clinics, folder, say, isSmall }: Parts): Promise<void> => {
  const slices = isSmall ? 60 : 500
  const times = isSmall ? 3 : 7
  await using browser = await openBrowser()
  await using pair = await openPair(browser, clinics, 'Schichten')
  const { ida, emil } = pair
  const study = join(folder, 'study')
  mkdirSync(study)
  for (let at = 0; at < slices; at += 1) writeFileSync(join(study, `${at}.dcm`), sliceOf(at))

  say('Sending a CT …')
  let authorization = ''
  ida.page.on('request', (request) => {
    if (request.url().includes('/api/case-files')) authorization = request.headers()['authorization'] ?? authorization
  })
  const chosenAt = performance.now()
  await chooseDicomFolder(ida, study)
  for (const { page } of [ida, emil]) page.setDefaultTimeout(600_000)
  await sendDicom(ida)
  const preparedAt = performance.now()
  const name = `CT · 1 Serie · ${slices} Bilder`
  await attachment(emil, name).waitFor({ timeout: 600_000 })
  print(figure('viewer.prepare_per_slice', 'ms', [(preparedAt - chosenAt) / slices]))

  say('The first image …')
  // Once with the viewer itself, which is there afterwards.
  print(figure('viewer.first_image.cold', 'ms', [await firstImage(emil, name)]))
  await close(emil)

  const fileName =
    (await attachment(emil, name)
      .getByText(/^CT-.*\.zip$/)
      .textContent()) ?? ''
  // Nobody can press in the system's own dialog: saved as browsers do that have none.
  await emil.page.evaluate(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'))
  const plain = await saveAttachment(emil, fileName)
  await mayReadPlainly(emil.page, await storePlainly(clinics.nord, authorization, roomIdOf(emil), plain))
  const [opened, plainly]: [number[], number[]] = [[], []]
  // In turns, so that whatever else the machine does touches both.
  for (let at = 0; at < 2 * times; at += 1) {
    const isPlain = at % 2 === 1
    await switchTo(emil, isPlain)
    ;(isPlain ? plainly : opened).push(await firstImage(emil, name))
    await close(emil)
  }
  await switchTo(emil, false)

  say('Scrolling …')
  await firstImage(emil, name)
  // As fast as a hand turns it, down and then up again: what was seen once is at hand.
  const fresh = await turnWheel(emil.page, slices - 1, everyMs)
  const again = await turnWheel(emil.page, 1 - slices, everyMs)
  const held = await heldBytes(emil.page)
  await close(emil)
  const took = [...fresh.frames, ...again.frames]

  const first = figure('viewer.first_image', 'ms', opened)
  const firstPlain = figure('viewer.first_image.plain', 'ms', plainly)
  for (const found of [
    first,
    firstPlain,
    ratio('viewer.first_image.vs_plain', first, firstPlain),
    figure('viewer.scroll.frame', 'ms', took),
    figure('viewer.scroll.long_frames', 'frames', [took.filter((ms) => ms > longFrameMs).length]),
    figure('viewer.scroll.slices_per_s', 'slices/s', [(slices - 1) / fresh.seconds]),
    figure('viewer.scroll.lag', 'ms', fresh.lags),
    figure('viewer.scroll.lag_again', 'ms', again.lags),
    figure('viewer.held_mb', 'MB', [held / 1024 ** 2]),
  ])
    print(found)
}
