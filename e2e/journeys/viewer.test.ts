import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DicomObject, isDirectory, studiesOf } from '../../client/case-files/dicom/chosen-studies.ts'
import { partsOf } from '../../client/imaging/dicom/study.ts'
import { lookAt as readFacts } from '../../client/workers/dicom/look.ts'
import { openPseudonyms } from '../../client/workers/dicom/pseudonyms.ts'
import { desktop, openBrowser, phone } from '../browser.ts'
import { findClinics } from '../clinics/remote-clinics.ts'
import { ensureDicomFiles } from '../clinics/tools/dicom-files.ts'
import { chooseFile, sendChosen } from '../people/attachments.ts'
import { chooseDicomFolder, sendDicom } from '../people/dicom.ts'
import { openPair, type Pair } from '../people/pair.ts'
import type { Person } from '../people/person.ts'
import { story } from '../people/story.ts'
import { areStripes, coloursIn } from '../people/stripes.ts'
import { asOneStudy, madeObjects } from '../people/studies.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

let browser: Browser
let pair: Pair
let folder: string
let files: Awaited<ReturnType<typeof ensureDicomFiles>>
beforeAll(async () => {
  ;[browser, folder, files] = await Promise.all([
    openBrowser(),
    mkdtemp(join(tmpdir(), 'consilium-viewer-')),
    ensureDicomFiles(),
  ])
  pair = await openPair(browser, await findClinics(), 'Betrachter')
  // One of them draws with a graphics card, or what seems to be one, the other without.
  await pair.ida.page.evaluate(() => {
    const ask = WebGL2RenderingContext.prototype.getParameter
    const unmaskedRenderer = 0x9246
    WebGL2RenderingContext.prototype.getParameter = function (name: number) {
      return name === unmaskedRenderer ? 'A graphics card' : ask.call(this, name)
    }
  })
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

const open = async (person: Person, name: string | RegExp): Promise<Locator> => {
  const card = person.page.getByRole('log').getByRole('article').filter({ hasText: name })
  const viewer = person.page.getByRole('dialog')
  await card.getByRole('button', { name: 'Öffnen' }).click({ timeout: 60_000 })
  await viewer.waitFor()
  return viewer
}

/** Two that are broken, and what is said of each. */
const sayWhyNot = {
  'test_files/JPEG2000-embedded-sequence-delimiter.dcm': 'lässt sich nicht entpacken',
  'test_files/MR_truncated.dcm': 'bricht mitten im Bild ab: Ein Teil von ihr fehlt',
}

test('every file that pydicom has is shown, or says why not, and breaks nothing', async () => {
  const { ida, emil } = pair
  await story('viewer of everything', [ida, emil], async () => {
    const all = join(folder, 'pydicom')
    await mkdir(all)
    const pseudonyms = await openPseudonyms(new Uint8Array(32))
    const objects: DicomObject[] = []
    for (const [at, path] of files.paths.entries()) {
      const name = `${String(at).padStart(4, '0')}.dcm`
      const bytes = await asOneStudy(path)
      await writeFile(join(all, name), bytes)
      const file = new File([new Uint8Array(bytes)], name)
      const facts = await readFacts(file, pseudonyms).catch(() => null)
      if (facts) objects.push({ file, facts })
    }
    const study = studiesOf(objects.filter((one) => !isDirectory(one))).find(({ studyUid }) => studyUid === '1.2.33')
    if (!study) throw new Error('the files have no study')

    const dialog = await chooseDicomFolder(ida, all)
    await dialog.getByText('6 Dateien lassen sich nicht als DICOM lesen').waitFor()
    await sendChosen(ida)
    const viewer = await open(emil, `${study.pictures} Bilder`)

    const unshown: Record<string, string> = {}
    const discoloured: string[] = []
    const inSeries = [...Map.groupBy(study.objects, ({ facts }) => facts.seriesUid).values()]
    const parts = partsOf({
      version: 1,
      series: inSeries.map((series) => ({
        modality: '',
        description: '',
        number: 0,
        // Its path in place of an identifier, to say which it was.
        objects: series.map(({ file, facts }) => ({
          ...facts,
          instanceUid: relative(files.folder, files.paths[Number.parseInt(file.name, 10)] ?? ''),
          start: 0,
          end: 1,
        })),
      })),
    })
    const buttons = viewer.getByRole('navigation', { name: 'Serien' }).getByRole('button')
    await buttons.first().waitFor()
    await expect.poll(() => buttons.count()).toBe(parts.length)
    const shown = viewer
      .locator('section[aria-busy="false"]')
      .or(viewer.getByText('Diese DICOM-Datei enthält kein Bild'))
    const fault = viewer.getByText('Die Datei lässt sich nicht anzeigen')
    for (const [at, part] of parts.entries()) {
      await buttons.nth(at).click()
      for (const [index, object] of part.objects.entries()) {
        if (part.kind === 'objects') {
          if (index > 0) await viewer.getByRole('button', { name: /Nächstes Bild/ }).click()
        } else if (index > 0) {
          const frames = part.objects.slice(0, index).reduce((sum, { frames: count }) => sum + count, 0)
          await viewer.getByRole('slider').fill(String(frames + 1))
        }
        await shown.or(fault).first().waitFor()
        if (await fault.isVisible()) unshown[object.instanceUid] = (await viewer.textContent()) ?? ''
        else if (/SC_(?:rgb|ybr)_/.test(object.instanceUid) && (await viewer.getByText('100 × 100').isVisible())) {
          const colours = await coloursIn(viewer)
          if (!areStripes(colours)) discoloured.push(`${object.instanceUid} ${JSON.stringify(colours)}`)
        }
      }
    }
    expect(unshown).toEqual(
      Object.fromEntries(Object.entries(sayWhyNot).map(([path, why]) => [path, expect.stringContaining(why)])),
    )
    expect(discoloured).toEqual([])
    // And nothing is broken: the first is still there.
    await buttons.first().click()
    await shown.first().waitFor()
    expectNoBarriers(await lookAt(emil, 'viewer of a study'))
    await emil.page.keyboard.press('Escape')
  })
})

const marksOf = (viewer: Locator) => viewer.getByRole('list', { name: 'Messungen und Schlüsselbilder' })
const frameIn = (viewer: Locator) => viewer.getByText(/^Bild \d+ von \d+$/)

test('a study is looked at and measured at both clinics, by pointer and by keys, with the same numbers', async () => {
  const { ida, emil } = pair
  await story('viewer of a study', [ida, emil], async () => {
    const chosen = join(folder, 'study')
    await mkdir(chosen)
    const path = (name: string) => files.paths.find((one) => one.endsWith(name)) ?? ''
    const slices = files.paths.filter((one) => /CT2\/17\d+$/.test(one))
    expect(slices.length).toBe(4)
    const objects = await Promise.all(
      [...slices, path('examples_ybr_color.dcm'), path('test-SR.dcm'), path('rtstruct.dcm')].map(asOneStudy),
    )
    // The third slice lost its end on the way to here.
    const all = [...objects, ...madeObjects()].map((bytes, at) => (at === 2 ? bytes.subarray(0, -100) : bytes))
    for (const [at, bytes] of all.entries()) await writeFile(join(chosen, `${at}.dcm`), bytes)

    const dialog = await chooseDicomFolder(ida, chosen)
    await dialog.getByRole('radio', { name: 'Unverändert senden' }).check()
    await sendDicom(ida)
    const name = /6 Serien · 5 Bilder/
    const byEmil = await open(emil, name)
    const byIda = await open(ida, name)

    // What has no pixels is shown as what it is.
    const series = byEmil.getByRole('navigation', { name: 'Serien' }).getByRole('button')
    await series.nth(5).waitFor()
    const opened = async (label: RegExp, text: string | RegExp) => {
      await series.filter({ hasText: label }).click()
      await byEmil.getByText(text).first().waitFor()
    }
    await opened(/^RTSTRUCT/, 'Strukturen für die Bestrahlung')
    await opened(/^PR/, 'Darstellung zu anderen Bildern')
    await opened(/^SR/, 'Strukturierter Befund')
    await opened(/^DOC/, 'Seite 1 von 1')
    await byEmil.getByText('Arztbrief').waitFor()

    // A clip runs by itself, and stops.
    await opened(/^US/, 'Bild 1 von 30')
    await emil.page.keyboard.press('p')
    await byEmil.getByText(/^Bild (?:[4-9]|1\d) von 30$/).waitFor()
    await emil.page.keyboard.press('p')
    await byEmil.getByRole('button', { name: 'Abspielen' }).waitFor()

    // A broken slice says so; its neighbours are there.
    await opened(/^CT/, 'Bild 1 von 4')
    await series.filter({ hasText: /^CT/ }).locator('canvas[width="96"]').waitFor()
    await byEmil.getByRole('region', { name: 'Bild' }).hover()
    await emil.page.mouse.wheel(0, 100)
    await frameIn(byEmil).and(byEmil.getByText('Bild 2 von 4')).waitFor()
    await emil.page.mouse.wheel(0, 100)
    await byEmil.getByText('Die Datei lässt sich nicht anzeigen').waitFor()
    await emil.page.mouse.wheel(0, 100)
    await byEmil.getByText('Bild 4 von 4').waitFor()
    await emil.page.keyboard.press('Home')
    await byEmil.getByText('Bild 1 von 4').waitFor()

    // Windows and turning.
    await series.filter({ hasText: /^CT/ }).press('3')
    await byEmil.getByText('C -600 W 1500').waitFor()
    await emil.page.keyboard.press('4')
    await byEmil.getByText('C 400 W 2000').waitFor()
    const right = byEmil.locator('[data-at="right"]')
    await right.and(byEmil.getByText('L', { exact: true })).waitFor()
    await emil.page.keyboard.press('r')
    await right.and(byEmil.getByText('A', { exact: true })).waitFor()
    await emil.page.keyboard.press('0')
    await byEmil.getByText('C -600 W 1500').or(byEmil.getByText('C 400 W 2000')).waitFor({ state: 'detached' })

    // What stood in the middle stays there when a screen is turned.
    const canvas = byEmil.getByRole('region', { name: 'Bild' }).locator('canvas').first()
    // What was pressed is said at once, and drawn in a frame that may be late.
    const drawn = () =>
      canvas.evaluate(async (one) => {
        const nextFrame = () => new Promise((resolve) => window.requestAnimationFrame(resolve))
        await nextFrame()
        await nextFrame()
        return (one as HTMLCanvasElement).toDataURL()
      })
    await byEmil.getByText(/Zoom 100\s%/).waitFor()
    const whole = await drawn()
    for (const turned of [phone, desktop]) {
      await emil.page.setViewportSize(turned)
      await expect.poll(() => canvas.evaluate((one) => one.clientWidth)).toBeLessThanOrEqual(turned.width)
    }
    await expect.poll(drawn).toBe(whole)

    // By pointer.
    const { page } = ida
    await byIda.getByRole('button', { name: /^CT/ }).click()
    await byIda.getByText('Bild 1 von 4').waitFor()
    // Said at once, and shown a moment later.
    await byIda.locator('section[aria-busy="false"]').waitFor()
    const picture = byIda.getByRole('region', { name: 'Bild' })
    const stroke = async (...[from, to]: [number, number][]) => {
      const box = await picture.boundingBox()
      if (!box || !from || !to) throw new Error('no picture')
      const at = ([x, y]: [number, number]) => [box.x + box.width * x, box.y + box.height * y] as const
      await page.mouse.move(...at(from))
      await page.mouse.down()
      await page.mouse.move(...at(to), { steps: 3 })
      await page.mouse.up()
    }
    await byIda.getByRole('button', { name: 'Bereich messen' }).click()
    await stroke([0.45, 0.45], [0.55, 0.6])
    // The list of them takes some of the room of the picture.
    await marksOf(byIda)
      .getByText(/^Bereich/)
      .waitFor()
    await byIda.getByRole('button', { name: 'Winkel messen' }).click()
    await stroke([0.4, 0.4], [0.5, 0.4])
    await byIda.getByText('zweiten Schenkels').waitFor()
    await stroke([0.5, 0.4], [0.5, 0.5])
    await marksOf(byIda)
      .getByText(/^Winkel/)
      .waitFor()

    // By keys, and said to those who do not see it.
    const said = byIda.getByRole('status')
    await picture.focus()
    await page.keyboard.press('l')
    for (const key of ['Enter', 'Shift+ArrowRight', 'ArrowRight', 'Shift+ArrowDown']) await page.keyboard.press(key)
    await said.getByText(/^Spalte \d+, Zeile \d+, Wert -?\d+$/).waitFor()
    await page.keyboard.press('Enter')
    await said.getByText(/^Länge: \d+\.\d mm$/).waitFor()
    // A measurement that is begun is taken back, and the picture stays.
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Escape')
    await page.keyboard.press('k')

    const texts = (viewer: Locator) => marksOf(viewer).getByRole('listitem').allInnerTexts()
    await marksOf(byEmil).getByText('Schlüsselbild').waitFor()
    expectNoBarriers(await lookAt(emil, 'viewer, measured'))
    const measured = await texts(byIda)
    await expect.poll(() => texts(byEmil)).toEqual(measured)
    expect(measured).toEqual([
      expect.stringMatching(/^Bereich [\d.]+ mm² · Ø -?[\d.]+ ± [\d.]+ · Bild 1 · Dr\. Ida/),
      expect.stringMatching(/^Winkel 90\.0° · Bild 1/),
      expect.stringMatching(/^Länge \d+\.\d mm · Bild 1/),
      expect.stringMatching(/^Schlüsselbild · Bild 1/),
    ])
    expect(
      await marksOf(byEmil)
        .getByRole('button', { name: /entfernen/ })
        .count(),
    ).toBe(0)
    await byIda.getByRole('button', { name: 'Winkel in Bild 1 entfernen' }).click()
    await marksOf(byEmil).getByText('Winkel').waitFor({ state: 'detached' })
    // The button is gone; what it was on has the focus, so that the next key goes where one looks.
    await expect.poll(() => picture.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Escape')
    await byIda.waitFor({ state: 'detached' })
    await emil.page.keyboard.press('End')
    await marksOf(byEmil)
      .getByRole('button', { name: /^Länge/ })
      .click()
    await byEmil.getByText('★ Schlüsselbild').waitFor()
    await byEmil.getByRole('button', { name: 'Schließen' }).click()
  })
})

/** A PDF of one page behind many megabytes that the page does not need. */
const largePdf = (unusedBytes: number): Buffer => {
  const words = 'BT /F1 24 Tf 72 720 Td (Arztbrief) Tj ET'
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${unusedBytes} >>\nstream\n${'x'.repeat(unusedBytes)}\nendstream`,
  ].map((body, at) => `${at + 1} 0 obj\n${body}\nendobj\n`)
  const head = '%PDF-1.7\n'
  // What is not needed comes first, so that the beginning alone does not do.
  const order = [5, 0, 1, 2, 3, 4]
  const starts: number[] = []
  let written = head
  for (const at of order) {
    starts[at] = written.length
    written += bodies[at] ?? ''
  }
  const lines = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`)
  const table = `xref\n0 7\n0000000000 65535 f \n${lines.join('')}trailer\n<< /Size 7 /Root 1 0 R >>\n`
  return Buffer.from(`${written}${table}startxref\n${written.length}\n%%EOF\n`, 'latin1')
}

test('of a large PDF only what is looked at is fetched', async () => {
  const { ida, emil } = pair
  await story('viewer of a large pdf', [ida, emil], async () => {
    const path = join(folder, 'akte.pdf')
    const pdf = largePdf(34 * 1024 * 1024)
    await writeFile(path, pdf)
    await chooseFile(ida, path, () => ida.page.getByRole('button', { name: 'Datei anhängen' }).first().click())
    await sendChosen(ida)
    let fetchedBytes = 0
    emil.page.on('response', (response) => {
      if (response.url().includes('/api/case-files/')) fetchedBytes += Number(response.headers()['content-length'] ?? 0)
    })
    const viewer = await open(emil, 'akte.pdf')
    await viewer.getByText('Seite 1 von 1').waitFor()
    await viewer.getByText('Arztbrief').waitFor()
    expect(fetchedBytes).toBeGreaterThan(0)
    expect(fetchedBytes).toBeLessThan(pdf.length / 3)
    await emil.page.keyboard.press('Escape')
  })
})
