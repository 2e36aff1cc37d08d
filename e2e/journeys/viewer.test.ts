import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DicomObject, isDirectory, studiesOf } from '../../client/case-files/dicom/chosen-studies.ts'
import { partsOf } from '../../client/imaging/dicom/study.ts'
import { elementOf, readDicom } from '../../client/workers/dicom/dicom-file.ts'
import { lookAt as readFacts } from '../../client/workers/dicom/look.ts'
import { openPseudonyms } from '../../client/workers/dicom/pseudonyms.ts'
import { openBrowser } from '../browser.ts'
import { findClinics } from '../clinics/remote-clinics.ts'
import { ensureDicomFiles } from '../clinics/tools/dicom-files.ts'
import { attachment, sendChosen } from '../people/attachments.ts'
import { chooseDicomFolder, sendDicom } from '../people/dicom.ts'
import { openPair, type Pair } from '../people/pair.ts'
import type { Person } from '../people/person.ts'
import { story } from '../people/story.ts'
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
})
afterAll(async () => {
  await pair?.[Symbol.asyncDispose]()
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

const open = async (person: Person, name: string | RegExp): Promise<Locator> => {
  const card = person.page.getByRole('log').getByRole('article').filter({ hasText: name })
  await card.getByRole('button', { name: 'Öffnen' }).click({ timeout: 60_000 })
  const viewer = person.page.getByRole('dialog')
  await viewer.waitFor()
  return viewer
}

/** The files of pydicom as one study: in place, so that whatever else is odd about them stays. */
const asOneStudy = async (path: string): Promise<Uint8Array> => {
  const bytes = new Uint8Array(await readFile(path))
  const read = await readDicom(bytes).catch(() => null)
  const uid = read && !read.isDeflated ? elementOf(read.elements, 0x0020000d) : undefined
  if (!uid || uid.valueEnd - uid.valueStart < 6) return bytes
  bytes.fill(0, uid.valueStart, uid.valueEnd)
  bytes.set(Buffer.from('1.2.33'), uid.valueStart)
  return bytes
}

/** Cut, written against their own words, or in 32 bits: no picture is better than a wrong one. */
const sayWhyNot = [
  'charset_files/chrJapMulti.dcm',
  'charset_files/chrJapMultiExplicitIR6.dcm',
  'charset_files/chrKoreanMulti.dcm',
  'test_files/ExplVR_BigEndNoMeta.dcm',
  'test_files/ExplVR_LitEndNoMeta.dcm',
  'test_files/JPEG2000-embedded-sequence-delimiter.dcm',
  'test_files/MR_truncated.dcm',
  'test_files/SC_rgb_jpeg.dcm',
  'test_files/SC_rgb_rle_32bit.dcm',
  'test_files/SC_rgb_rle_32bit_2frame.dcm',
  'test_files/SC_rgb_small_odd_big_endian.dcm',
  'test_files/SC_ybr_full_422_uncompressed.dcm',
  'test_files/liver_expb_1frame.dcm',
  'test_files/rtdose_expb.dcm',
  'test_files/rtdose_expb_1frame.dcm',
  'test_files/rtdose_rle.dcm',
  'test_files/rtdose_rle_1frame.dcm',
]

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

    const unshown: string[] = []
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
    expect(await buttons.count()).toBe(parts.length)
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
        if (await fault.isVisible()) unshown.push(object.instanceUid)
      }
    }
    expect(unshown.sort()).toEqual(sayWhyNot)
    // And nothing is broken: the first is still there.
    await buttons.first().click()
    await shown.first().waitFor()
    expectNoBarriers(await lookAt(emil, 'viewer of a study'))
    await emil.page.keyboard.press('Escape')
  })
})

test('what one clinic measures and marks, the other one sees, until it is taken away', async () => {
  const { ida, emil } = pair
  await story('viewer annotations', [ida, emil], async () => {
    await emil.page.keyboard.press('Escape')
    const series = join(folder, 'series')
    await mkdir(series)
    const slices = files.paths.filter((path) => /CT2\/17\d+$/.test(path))
    expect(slices.length).toBe(4)
    for (const [at, path] of slices.entries()) await writeFile(join(series, `${at}`), await readFile(path))
    const dialog = await chooseDicomFolder(ida, series)
    await dialog.getByText('CT · 1 Serie · 4 Bilder').waitFor()
    await sendDicom(ida)

    const ofSeries = 'CT · 1 Serie · 4 Bilder'
    await attachment(emil, ofSeries).waitFor({ timeout: 60_000 })
    const byIda = await open(ida, ofSeries)
    const picture = byIda.getByRole('region', { name: 'Bild' })
    await byIda.getByText('Bild 1 von 4').waitFor()
    await picture.hover()
    await ida.page.mouse.wheel(0, 100)
    await byIda.getByText('Bild 2 von 4').waitFor()
    await ida.page.keyboard.press('End')
    await byIda.getByText('Bild 4 von 4').waitFor()
    await ida.page.keyboard.press('3')
    await byIda.getByText('C -600 W 1500').waitFor()

    await byIda.getByRole('button', { name: 'Länge messen' }).click()
    const box = await picture.boundingBox()
    if (!box) throw new Error('no picture')
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
    await ida.page.mouse.move(...at(0.45, 0.5))
    await ida.page.mouse.down()
    await ida.page.mouse.move(...at(0.5, 0.5), { steps: 3 })
    await ida.page.mouse.up()
    await picture.getByText(/^\d+(?:\.\d)? mm$/).waitFor()
    await picture.focus()
    await ida.page.keyboard.press('k')
    expectNoBarriers(await lookAt(ida, 'viewer, measured'))

    const byEmil = await open(emil, ofSeries)
    const marks = byEmil.getByRole('list', { name: 'Messungen und Schlüsselbilder' })
    await marks.getByRole('button', { name: `Länge messen · Bild 4 · ${ida.name}` }).click()
    await byEmil.getByText('Bild 4 von 4').waitFor()
    await byEmil.getByText(/^\d+(?:\.\d)? mm$/).waitFor()
    await marks.getByText(`Schlüsselbild · Bild 4 · ${ida.name}`).waitFor()
    expect(await marks.getByRole('button', { name: /entfernen/ }).count()).toBe(0)
    await byIda.getByRole('button', { name: 'Länge messen in Bild 4 entfernen' }).click()
    await marks.getByText('Länge messen').waitFor({ state: 'detached' })
    await Promise.all([ida, emil].map(({ page }) => page.keyboard.press('Escape')))
  })
})
