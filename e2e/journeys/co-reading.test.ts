import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jsPDF } from 'jspdf'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backToConversation, countFrames, hangUp, joinCall, pictureOf } from '../people/calls.ts'
import { barOf, showToOthers, slice, stageOf, standing, viewerOf } from '../people/co-reading.ts'
import { acceptConsult, alert, askForConsult } from '../people/consults.ts'
import { chooseDicomFolder, sendDicom } from '../people/dicom.ts'
import { newCardiologist, newPhysician } from '../people/doctors.ts'
import { attachFile, fileEntry, openFile, panel } from '../people/files.ts'
import { type Person, signInFirst } from '../people/person.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'

const stage = setStage()
let ida: Person
let emil: Person
beforeAll(async () => {
  const { browser, clinics } = stage
  ;[ida, emil] = await Promise.all([
    newPhysician(browser, clinics.nord, 'Dr. Ida Zeigefinger'),
    newCardiologist(browser, clinics.sued, 'Dr. Emil Augenmaß'),
  ])
  await story('co-reading begun', [ida, emil], async () => {
    await Promise.all([signInFirst(ida), signInFirst(emil)])
    await askForConsult(ida, {
      department: 'Kardiologie',
      priority: 'Notfall',
      patient: 'Augenschein, Anna',
      birthDate: '1950-01-01',
      question: 'Sehen Sie das auch?',
    })
    await alert(emil).getByText(ida.name).waitFor({ timeout: 60_000 })
    await acceptConsult(emil)
    await panel(emil).waitFor()
  })
})
afterAll(async () => {
  await ida?.[Symbol.asyncDispose]()
  await emil?.[Symbol.asyncDispose]()
})

const boxOf = async (found: Locator) => {
  const box = await found.boundingBox()
  if (!box) throw new Error('it is in sight')
  return box
}

/** From the middle of the picture, in heights of the picture: the same for everybody who sees the same. */
const pointTo = async (person: Person, right: number, down: number): Promise<void> => {
  const { x, y, width, height } = await boxOf(stageOf(person))
  await person.page.mouse.move(x + width / 2 + right * height, y + height / 2 + down * height)
}
const pointerSeenBy = async (person: Person, from: string): Promise<[number, number]> => {
  const { x, y, width, height } = await boxOf(stageOf(person))
  const pointer = await boxOf(viewerOf(person).getByRole('img', { name: `Zeiger von ${from}` }))
  return [(pointer.x - x - width / 2) / height, (pointer.y - y - height / 2) / height]
}

/** From the consult. */
const joinBoth = async () => {
  await joinCall(ida)
  await joinCall(emil)
  await pictureOf(ida, emil.name).waitFor()
  await pictureOf(emil, ida.name).waitFor()
}

/** Back in the consult. */
const hangUpBoth = async () => {
  for (const person of [ida, emil]) {
    await hangUp(person)
    await backToConversation(person)
    await panel(person).waitFor()
  }
}

test('in a call both see the same slice, window, zoom, measurement and pointer; each leaves, follows and leads', async () => {
  await story('co-reading of a study', [ida, emil], async () => {
    const folder = join(stage.folder, 'study')
    await mkdir(folder)
    for (let number = 1; number <= 6; number += 1) await writeFile(join(folder, `${number}.dcm`), slice(number))
    const dialog = await chooseDicomFolder(ida, folder)
    await dialog.getByRole('radio', { name: 'Unverändert senden' }).check()
    await sendDicom(ida)
    await fileEntry(emil, '6 Bilder').waitFor({ timeout: 60_000 })

    await joinBoth()
    await showToOthers(ida, /^CT-/)
    await standing(ida, 'Sie führen. Alle sehen, was Sie sehen.')
    await standing(emil, `${ida.name} führt. Sie folgen.`)
    const [byIda, byEmil] = [viewerOf(ida), viewerOf(emil)]
    await byIda.getByText('Bild 1 von 6').waitFor()
    await byEmil.getByText('Bild 1 von 6').waitFor()

    // Slice, window and zoom.
    await stageOf(ida).hover()
    await ida.page.mouse.wheel(0, 100)
    await byEmil.getByText('Bild 2 von 6').waitFor()
    await ida.page.keyboard.press('End')
    await byEmil.getByText('Bild 6 von 6').waitFor()
    await ida.page.keyboard.press('3')
    await byEmil.getByText('C -600 W 1500').waitFor()
    await ida.page.keyboard.press('+')
    await byEmil.getByText('Zoom 125 %').waitFor()
    await ida.page.keyboard.press('i')
    await byEmil.getByText('Invertiert').waitFor()

    // The same place of the picture, in windows of different size, and moved.
    await emil.page.setViewportSize({ width: 1000, height: 760 })
    await ida.page.mouse.down({ button: 'middle' })
    await pointTo(ida, -0.1, 0.15)
    await ida.page.mouse.up({ button: 'middle' })
    await pointTo(ida, 0.2, -0.1)
    await expect
      .poll(async () => (await pointerSeenBy(emil, ida.name)).map((at) => at.toFixed(2)))
      .toEqual(['0.20', '-0.10'])
    await emil.page.setViewportSize({ width: 1440, height: 900 })

    // A measurement, while it is drawn and when it stands.
    await ida.page.keyboard.press('l')
    await pointTo(ida, 0, 0)
    await ida.page.mouse.down()
    await pointTo(ida, 0.25, 0)
    const measured = byEmil.locator('svg text').filter({ hasText: / mm/ })
    await measured.waitFor()
    await ida.page.mouse.up()
    await byEmil
      .getByRole('list', { name: 'Messungen und Schlüsselbilder' })
      .getByText(/^Länge/)
      .waitFor()
    await expect.poll(() => measured.count()).toBe(1)
    await ida.page.keyboard.press('w')
    expectNoBarriers(await lookAt(emil, 'co-reading, following'))
    expectNoBarriers(await lookAt(ida, 'co-reading, leading'))

    // One looks around, and follows again.
    await barOf(emil)
      .getByRole('button', { name: /^Selbst umsehen/ })
      .click()
    await standing(emil, `${ida.name} führt. Sie sehen sich selbst um.`)
    await emil.page.keyboard.press('Home')
    await byEmil.getByText('Bild 1 von 6').waitFor()
    // What was measured elsewhere is read from here, too.
    await byEmil.getByRole('button', { name: /^Länge \d+[,.\d]* mm · Bild 6 · / }).waitFor()
    await emil.picture('a measurement on another slice')
    await ida.page.keyboard.press('PageUp')
    await byIda.getByText('Bild 1 von 6').waitFor()
    await ida.page.keyboard.press('ArrowDown')
    await byIda.getByText('Bild 2 von 6').waitFor()
    // A window that was chosen stays from slice to slice.
    await byIda.getByText('C -600 W 1500').waitFor()
    await emil.page.keyboard.press('End')
    await byEmil.getByText('Bild 6 von 6').waitFor()
    await barOf(emil)
      .getByRole('button', { name: /^Wieder folgen/ })
      .click()
    await byEmil.getByText('Bild 2 von 6').waitFor()
    // Whoever moves something looks around, too.
    await stageOf(emil).hover()
    await emil.page.mouse.wheel(0, 100)
    await standing(emil, `${ida.name} führt. Sie sehen sich selbst um.`)
    await byEmil.getByText('Bild 3 von 6').waitFor()
    await emil.page.keyboard.press('f')
    await standing(emil, `${ida.name} führt. Sie folgen.`)
    await byEmil.getByText('Bild 2 von 6').waitFor()

    // Control is given, and taken.
    await barOf(ida).getByRole('button', { name: 'Führung abgeben' }).click()
    // In a menu that those who hear the screen are led to, too.
    await ida.page.getByRole('menuitem', { name: `An ${emil.name}` }).click()
    await standing(emil, 'Sie führen. Alle sehen, was Sie sehen.')
    await standing(ida, `${emil.name} führt. Sie folgen.`)
    await stageOf(emil).focus()
    await emil.page.keyboard.press('End')
    await byIda.getByText('Bild 6 von 6').waitFor()
    await barOf(ida)
      .getByRole('button', { name: /^Führung übernehmen/ })
      .click()
    await standing(emil, `${ida.name} führt. Sie folgen.`)
    await stageOf(ida).focus()
    await ida.page.keyboard.press('Home')
    await byEmil.getByText('Bild 1 von 6').waitFor()

    // One closes it for oneself, and comes back.
    await byEmil.getByRole('button', { name: 'Schließen' }).click()
    await byEmil.waitFor({ state: 'detached' })
    await emil.page.getByRole('button', { name: 'Mit ansehen' }).click()
    await byEmil.getByText('Bild 1 von 6').waitFor()
    await barOf(ida).getByRole('button', { name: 'Beenden' }).click()
    await byEmil.waitFor({ state: 'detached' })
    await byIda.waitFor({ state: 'detached' })
    await hangUpBoth()
  })
})

test('in their next call they look at pages of a PDF, at a picture, and keep a frozen picture of the call', async () => {
  await story('co-reading of pages', [ida, emil], async () => {
    const pdf = new jsPDF()
    for (const page of [1, 2, 3]) {
      if (page > 1) pdf.addPage()
      pdf.text(`Befund, Blatt ${page}`, 20, 20)
    }
    await attachFile(ida, {
      name: 'befund.pdf',
      mimeType: 'application/pdf',
      bytes: Buffer.from(pdf.output('arraybuffer')),
    })
    // Pictures are named by when they were sent.
    const photoName = /^Bild [\d-]+ [\d-]+\.jpg/
    const photo = await readFile(join(import.meta.dirname, '../fixtures/photo-with-place.jpg'))
    await attachFile(ida, { name: 'wunde.jpg', mimeType: 'image/jpeg', bytes: photo })
    await fileEntry(emil, photoName).waitFor({ timeout: 60_000 })
    await joinBoth()

    // From a viewer that is open already, and where it is.
    await backToConversation(ida)
    const byIda = viewerOf(ida)
    const byEmil = viewerOf(emil)
    await openFile(ida, 'befund.pdf')
    await byIda.getByText('Seite 1 von 3').waitFor()
    await ida.page.keyboard.press('End')
    await byIda.getByText('Seite 3 von 3').waitFor()
    await byIda.getByRole('button', { name: 'Gemeinsam ansehen' }).click()
    await standing(ida, 'Sie führen. Alle sehen, was Sie sehen.')
    for (const viewer of [byIda, byEmil]) await viewer.getByText('Seite 3 von 3').waitFor()
    await stageOf(ida).focus()
    await ida.page.keyboard.press('Home')
    for (const viewer of [byIda, byEmil]) await viewer.getByText('Seite 1 von 3').waitFor()
    await byEmil.getByText('Befund, Blatt 1').waitFor()
    // Larger, in windows of different size, which change it.
    await ida.page.keyboard.press('PageDown')
    await ida.page.keyboard.press('PageDown')
    for (const viewer of [byIda, byEmil]) await viewer.getByText('Seite 2 von 3').waitFor()
    const pageWidth = async (person: Person) => (await boxOf(viewerOf(person).locator('[data-page="2"]'))).width
    const narrow = await pageWidth(ida)
    await ida.page.keyboard.press('+')
    await expect.poll(() => pageWidth(ida)).toBeGreaterThan(narrow)
    await expect.poll(async () => (await pageWidth(emil)) - (await pageWidth(ida))).toBeCloseTo(0, 0)
    await ida.page.setViewportSize({ width: 1440, height: 700 })
    await pointTo(ida, 0.2, 0.1)
    await byEmil.getByRole('img', { name: `Zeiger von ${ida.name}` }).waitFor()
    for (const viewer of [byIda, byEmil]) await viewer.getByText('Seite 2 von 3').waitFor()
    await barOf(ida).getByRole('button', { name: 'Beenden' }).click()
    await byEmil.waitFor({ state: 'detached' })

    await showToOthers(ida, photoName)
    await byEmil.getByRole('img', { name: photoName }).and(byEmil.locator('[data-ready]')).waitFor()
    await stageOf(ida).focus()
    await ida.page.keyboard.press('r')
    await expect
      .poll(() => byEmil.getByRole('img', { name: photoName }).getAttribute('style'))
      .toContain('rotate(90deg)')
    await ida.page.keyboard.press('+')
    await ida.page.setViewportSize({ width: 1440, height: 900 })
    await pointTo(ida, -0.1, 0.2)
    await expect
      .poll(async () => (await pointerSeenBy(emil, ida.name)).map((at) => at.toFixed(1)))
      .toEqual(['-0.1', '0.2'])
    await byIda.getByRole('button', { name: 'Schließen' }).click()
    await byEmil.waitFor({ state: 'detached' })

    // A frozen picture of the call is drawn on.
    await countFrames(pictureOf(ida, emil.name), 5, 60_000)
    await pictureOf(ida, emil.name).hover()
    await ida.page.getByRole('button', { name: `${emil.name} als Standbild festhalten` }).click()
    const editor = ida.page.getByRole('dialog', { name: 'Schlüsselbild' })
    const frozen = editor.getByRole('region', { name: 'Standbild' })
    await editor.getByRole('button', { name: 'Stift' }).click()
    const { x, y, width, height } = await boxOf(frozen)
    await ida.page.mouse.move(x + width * 0.3, y + height / 2)
    await ida.page.mouse.down()
    await ida.page.mouse.move(x + width * 0.7, y + height / 2, { steps: 5 })
    await ida.page.mouse.up()
    // An arrow by keys, and taken back.
    await editor.getByRole('button', { name: 'Pfeil' }).click()
    await frozen.focus()
    for (const key of ['ArrowRight', 'Enter', 'Shift+ArrowUp', 'Enter']) await ida.page.keyboard.press(key)
    await editor.getByRole('status').getByText('Gezeichnet').waitFor()
    expectNoBarriers(await lookAt(ida, 'key image'))
    await editor.getByRole('button', { name: 'Rückgängig' }).click()
    await editor.getByRole('status').getByText('Letzter Strich zurückgenommen').waitFor()
    await editor.getByRole('button', { name: 'In die Fallakte legen' }).click()
    await editor.waitFor({ state: 'detached' })
    await hangUpBoth()

    const name = /^Schlüsselbild [\d-]+ [\d-]+\.png/
    await fileEntry(emil, name).getByText('Schlüsselbild aus dem Videogespräch').waitFor({ timeout: 60_000 })
    const viewer = await openFile(emil, name)
    const picture = viewer.getByRole('img', { name })
    await picture.and(viewer.locator('[data-ready]')).waitFor()
    // The stroke crosses the middle of the picture.
    const colours = await picture.evaluate((element) => {
      const image = element as HTMLImageElement
      const canvas = document.createElement('canvas')
      const { naturalWidth, naturalHeight } = image
      Object.assign(canvas, { width: naturalWidth, height: naturalHeight })
      const paper = canvas.getContext('2d')
      paper?.drawImage(image, 0, 0)
      const column = paper?.getImageData(Math.floor(naturalWidth / 2), 0, 1, naturalHeight).data ?? []
      return Array.from({ length: naturalHeight }, (_, row) => [...column.slice(row * 4, row * 4 + 3)].join())
    })
    expect(colours).toContain('255,210,74')
    await viewer.getByRole('button', { name: 'Schließen' }).click()
  })
})
