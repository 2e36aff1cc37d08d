import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { attachment } from '../people/attachments.ts'
import { backToConversation, hangUp, joinCall, pictureOf } from '../people/calls.ts'
import { showToOthers, slice, stageOf, standing, viewerOf } from '../people/co-reading.ts'
import { chooseDicomFolder, sendDicom } from '../people/dicom.ts'
import type { Person } from '../people/person.ts'
import { type Figure, figure } from './figures.ts'
import { whenDone, whenShown } from './stopwatch.ts'

/** When the pointer of whoever leads is painted at another place. */
const whenPointerMoves = (page: Page, label: string): Promise<number> =>
  page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const find = () => document.querySelector(`[aria-label="${name}"]`)?.getAttribute('style') ?? ''
        const before = find()
        const late = setTimeout(() => reject(new Error('the pointer did not move')), 10_000)
        const observer = new MutationObserver(() => {
          if (find() === before) return
          observer.disconnect()
          clearTimeout(late)
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
        })
        observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['style'] })
      }),
    label,
  )

/**
 * From a movement of the mouse, and from a press of a key that scrolls, at the one clinic to what is painted of it at the
 * other, while camera and microphone of both go on. Both have the same conversation open, before and after.
 */
export const measurePointer = async (
  folder: string,
  [ida, emil]: readonly [Person, Person],
  samples: number,
): Promise<Figure[]> => {
  const study = join(folder, 'study')
  mkdirSync(study, { recursive: true })
  for (let number = 1; number <= 6; number += 1) writeFileSync(join(study, `${number}.dcm`), slice(number))
  const dialog = await chooseDicomFolder(ida, study)
  await dialog.getByRole('radio', { name: 'Unverändert senden' }).check()
  await sendDicom(ida)
  await attachment(emil, '6 Bilder').waitFor({ timeout: 60_000 })
  await joinCall(ida)
  await joinCall(emil)
  await pictureOf(emil, ida.name).waitFor()
  await showToOthers(ida, /^CT-/)
  await standing(emil, `${ida.name} führt. Sie folgen.`)
  for (const person of [ida, emil]) await viewerOf(person).getByText('Bild 1 von 6').waitFor()

  const box = await stageOf(ida).boundingBox()
  if (!box) throw new Error('the picture is in sight')
  const pointTo = (right: number, down: number) =>
    ida.page.mouse.move(box.x + box.width / 2 + right, box.y + box.height / 2 + down)
  const label = `Zeiger von ${ida.name}`
  await pointTo(0, 0)
  await emil.page.getByLabel(label).waitFor()
  const pointer: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    const seen = whenPointerMoves(emil.page, label)
    const moved = whenDone(ida.page, 'pointermove')
    // Both pages listen by now: they answer in turn.
    await Promise.all([emil.page.evaluate(() => {}), ida.page.evaluate(() => {})])
    await pointTo(((sample * 37) % 200) - 100, ((sample * 53) % 160) - 80)
    pointer.push((await seen) - (await moved))
  }
  await stageOf(ida).focus()
  const scrolled: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    const isAtEnd = sample % 2 === 1
    const seen = whenShown(emil.page, '[role="dialog"] section[aria-busy] p', isAtEnd ? 'Bild 1 von 6' : 'Bild 6 von 6')
    const pressed = whenDone(ida.page, 'keydown')
    await Promise.all([emil.page.evaluate(() => {}), ida.page.evaluate(() => {})])
    await ida.page.keyboard.press(isAtEnd ? 'Home' : 'End')
    scrolled.push((await seen) - (await pressed))
  }
  await viewerOf(ida).getByRole('button', { name: 'Schließen' }).click()
  for (const person of [ida, emil]) {
    await viewerOf(person).waitFor({ state: 'detached' })
    await hangUp(person)
    await backToConversation(person)
  }
  return [figure('calls.pointer', 'ms', pointer), figure('calls.slice', 'ms', scrolled)]
}
