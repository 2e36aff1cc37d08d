import { createHash, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { preambleBytes, tagBytes } from '#shared/case-files/records.ts'
import { openProfile } from '../browser.ts'
import { askService } from '../clinics/open-clinics.ts'
import {
  asDicom,
  attachment,
  attachToConversation,
  chooseFile,
  pressSave,
  saveAttachment,
} from '../people/attachments.ts'
import { filesInBrowser } from '../people/browser-storage.ts'
import { killBrowserOf } from '../people/killed-browser.ts'
import { openPersonOn, type Person, signInAgain } from '../people/person.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { filesInFolder, filesInStore, placeOfNew } from '../people/traces.ts'
import { nextPiece, stallAt } from '../people/uploads.ts'
import { somebodyAt } from '../services/somebody.ts'

/** Nord keeps its files in a folder, Süd in an object store. */
const stage = setStage('Dateibruch')

const patience = { timeout: 60_000 }
/** Four pieces. */
const sizeBytes = 32_000_000
/** What the device does not keep by itself. */
const largeBytes = 40_000_000
const refusal = 'Die Datei ist beschädigt oder wurde verändert. Sie wird nicht angezeigt.'
const offline = 'Keine Verbindung. Geht von selbst weiter'
const storeGone = 'Der Dateispeicher der Klinik antwortet nicht'

const layDown = async (name: string, content: Buffer) => {
  const bytes = asDicom(content)
  return { name, bytes, path: await stage.layDown(name, bytes) }
}
const randomFile = (name: string, length: number) => layDown(name, randomBytes(length))
/** The reader has what was sent, byte by byte. */
const arrives = async (reader: Person, { name, bytes }: { name: string; bytes: Buffer }) => {
  await attachment(reader, name).waitFor(patience)
  expect((await saveAttachment(reader, name)).equals(bytes)).toBe(true)
}

/** What is one piece of a sealed file, with its tag. */
const stride = 1024 * 1024 + tagBytes

const flipBit = (sealed: Buffer, at: number): Buffer => {
  const changed = Buffer.from(sealed)
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
  return changed
}
const swapChunks = (sealed: Buffer): Buffer => {
  const at = (index: number) => sealed.subarray(preambleBytes + index * stride, preambleBytes + (index + 1) * stride)
  return Buffer.concat([sealed.subarray(0, preambleBytes), at(1), at(0), sealed.subarray(preambleBytes + 2 * stride)])
}

test('a file that was changed where it is stored is neither shown nor saved, and says so', async () => {
  const { ida, emil } = stage.pair
  const { nord } = stage.clinics
  await story('file tampered', [ida, emil], async () => {
    const text = () => Buffer.from(randomBytes(1_600_000).toString('hex'))
    const [file, other] = [await layDown('befund.dcm', text()), await layDown('anderer.dcm', text())]
    const send = (path: string, name: string) =>
      placeOfNew(
        () => filesInFolder(nord),
        async () => {
          await attachToConversation(ida, path)
          await attachment(emil, name).waitFor(patience)
        },
      )
    const place = await send(file.path, file.name)
    const [sealed, otherSealed] = [await readFile(place), await readFile(await send(other.path, other.name))]
    expect(otherSealed.length).toBe(sealed.length)

    const saved: string[] = []
    emil.page.on('download', (download) => saved.push(download.suggestedFilename()))
    const card = attachment(emil, file.name)
    for (const changed of [
      flipBit(sealed, preambleBytes + stride + 1_000),
      sealed.subarray(0, sealed.length - 1),
      sealed.subarray(0, preambleBytes + 2 * stride),
      swapChunks(sealed),
      Buffer.concat([sealed, randomBytes(16)]),
      otherSealed,
    ]) {
      await writeFile(place, changed)
      await card.getByRole('button', { name: 'Öffnen' }).click()
      const viewer = emil.page.getByRole('dialog', { name: file.name })
      await viewer.getByText(refusal).waitFor(patience)
      expect(await viewer.locator('canvas').count()).toBe(0)
      await emil.page.keyboard.press('Escape')
      await viewer.waitFor({ state: 'detached' })
      // Asked of the service anew, and refused.
      const answered = emil.page.waitForResponse((answer) => answer.url().includes(basename(place)))
      await pressSave(emil, file.name)
      await answered
      await card.getByText(refusal).waitFor(patience)
    }
    expect(saved).toEqual([])

    await writeFile(place, sealed)
    expect((await saveAttachment(emil, file.name)).equals(file.bytes)).toBe(true)
    expect(saved).toEqual([file.name])
  })
})

test('an upload that its clinic stopped, or a hand, or whose page was loaded again, goes on from where it was', async () => {
  const { ida, emil } = stage.pair
  const { nord } = stage.clinics
  await story('upload reloaded', [ida, emil], async () => {
    const file = await randomFile('serie-b.bin', largeBytes)
    const other = await randomFile('serie-c.bin', largeBytes)
    const admin = await somebodyAt(nord, { role: 'admin' })
    const switchTo = (isOn: boolean) =>
      askService(nord, admin, 'PUT', '/api/features/settings/case-files', { isOn, exceptIn: [] })
    const choose = () => ida.page.getByRole('button', { name: 'Datei wählen' }).click()
    const pieces: { at: number; sizeBytes: number; sha256: string }[] = []
    /** On the disk, not in memory: that one piece which is on its way. */
    const seePiece = async (at: number) => {
      const [piece, ...others] = await filesInBrowser(ida)
      if (!piece) throw new Error('what is being sent is not on the disk')
      expect(others).toEqual([])
      pieces.push({ ...piece, at })
    }
    const nothingLeft = () => expect.poll(() => filesInBrowser(ida)).toEqual([])

    const place = await placeOfNew(
      () => filesInFolder(nord),
      async () => {
        const cut = await stallAt(ida.page, largeBytes * 0.4)
        await attachToConversation(ida, file.path)
        await cut.isStalled
        await switchTo(false)
        await cut.goOn()
        await ida.page.getByText('Angehalten: Ihre Klinik hat Fallakten abgeschaltet').waitFor(patience)
        await ida.picture('upload while case files are off')
        const line = await stallAt(ida.page, largeBytes * 0.4)
        const stalledFrom = nextPiece(ida.page, largeBytes * 0.4)
        await switchTo(true)
        await line.isStalled
        await seePiece(await stalledFrom)
        await ida.page.getByRole('button', { name: 'Anhalten' }).click()
        await ida.page.getByText('Angehalten').waitFor()
        await nothingLeft()
        const proceededFrom = nextPiece(ida.page, 0)
        await ida.page.getByRole('button', { name: 'Weiter', exact: true }).click()
        expect(await proceededFrom).toBeGreaterThan(0)
        await seePiece(await proceededFrom)

        await ida.page.reload()
        await line.goOn()
        await ida.page.getByText('Unterbrochen. Wählen Sie dieselbe Datei noch einmal').waitFor(patience)
        await nothingLeft()

        await chooseFile(ida, other.path, choose)
        await ida.page.getByText('Das ist eine andere Datei').first().waitFor()

        const resumedFrom = nextPiece(ida.page, 0)
        await chooseFile(ida, file.path, choose)
        expect(await resumedFrom).toBeGreaterThan(0)
        await arrives(emil, file)
        await nothingLeft()
      },
    )
    // What lay there is what the clinic has: sealed.
    const stored = await readFile(place)
    for (const { at, sizeBytes, sha256 } of pieces)
      expect(
        createHash('sha256')
          .update(stored.subarray(at, at + sizeBytes))
          .digest('hex'),
      ).toBe(sha256)
  })
})

test('uploads whose browser died go on from where they were: a small one by itself, a large one once its file is chosen', async () => {
  const { ida, emil, recoveryKey } = stage.pair
  const profile = join(stage.folder, 'profile')
  await using before = await openPersonOn(await openProfile(profile), emil.clinic, emil.account)
  const [small, large] = [await randomFile('serie-e.bin', sizeBytes), await randomFile('serie-f.bin', largeBytes)]
  await story('browser killed', [ida, before], async () => {
    await signInAgain(before, recoveryKey)
    await before.page.goto(emil.page.url())
    for (const { path, bytes } of [large, small]) {
      const line = await stallAt(before.page, bytes.length * 0.4)
      await attachToConversation(before, path)
      await line.isStalled
    }
    await killBrowserOf(profile)
  })

  await using after = await openPersonOn(await openProfile(profile), emil.clinic, emil.account, emil.page.url())
  await story('browser opened again', [ida, after], async () => {
    const offsets: number[] = []
    after.page.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']))
    })
    await arrives(ida, small)
    await after.page.getByText('Unterbrochen. Wählen Sie dieselbe Datei noch einmal').waitFor(patience)
    await after.picture('upload after the browser died')
    await chooseFile(after, large.path, () => after.page.getByRole('button', { name: 'Datei wählen' }).click())
    await arrives(ida, large)
    expect(Math.min(...offsets)).toBeGreaterThan(0)
  })
})

test('an upload that is cut by the death of the service says so, goes on by itself, and arrives as it was', async () => {
  const { ida, emil } = stage.pair
  const { nord } = stage.clinics
  await story('service killed', [ida, emil], async () => {
    const file = await randomFile('serie-a.bin', sizeBytes)
    const line = await stallAt(ida.page, sizeBytes * 0.4)
    await attachToConversation(ida, file.path)
    await line.isStalled
    let resumedFrom: Promise<number>
    await nord.part('service', 'kill')
    try {
      await line.goOn()
      await ida.page.getByText(offline).waitFor(patience)
      resumedFrom = nextPiece(ida.page, 0)
    } finally {
      await nord.part('service', 'start')
    }
    expect(await resumedFrom).toBeGreaterThanOrEqual(sizeBytes * 0.4)
    await arrives(emil, file)
  })
})

test('an upload waits for a store that is gone and for a service that died, and arrives as it was', async () => {
  const { ida, emil } = stage.pair
  const { sued } = stage.clinics
  await story('store gone', [ida, emil], async () => {
    const file = await randomFile('serie-d.bin', sizeBytes)
    const begun = await stallAt(emil.page, sizeBytes * 0.2)
    await attachToConversation(emil, file.path)
    await begun.isStalled
    await sued.part('file-store', 'kill')
    let later: typeof begun
    try {
      // What was on its way comes to the service, which has no place for it.
      await begun.goOn()
      await emil.page.getByText(`${storeGone}. Geht von selbst weiter`).waitFor(patience)
      expect(await attachment(ida, file.name).count()).toBe(0)
      later = await stallAt(emil.page, sizeBytes * 0.4)
    } finally {
      await sued.part('file-store', 'start')
    }
    await later.isStalled
    await sued.part('service', 'kill')
    let resumedFrom: Promise<number>
    try {
      await later.goOn()
      await emil.page.getByText(offline).waitFor(patience)
      resumedFrom = nextPiece(emil.page, 0)
    } finally {
      await sued.part('service', 'start')
    }
    expect(await resumedFrom).toBeGreaterThanOrEqual(sizeBytes * 0.4)
    await arrives(ida, file)
  })
})

test('a file whose store is gone is not lost: its reader is told, and has it once the store is back', async () => {
  const { ida, emil } = stage.pair
  const { sued } = stage.clinics
  await story('store gone while reading', [ida, emil], async () => {
    const file = await randomFile('befund.bin', 2_000_000)
    const card = attachment(ida, file.name)
    const place = await placeOfNew(
      () => filesInStore(sued),
      async () => {
        await attachToConversation(emil, file.path)
        await card.waitFor(patience)
      },
    )
    await sued.part('file-store', 'kill')
    try {
      await pressSave(ida, file.name)
      await card.getByText(storeGone).waitFor(patience)
    } finally {
      await sued.part('file-store', 'start')
    }
    expect((await saveAttachment(ida, file.name)).equals(file.bytes)).toBe(true)

    // One bit that changes in the store is noticed as one on the service's own disk is.
    await writeFile(place, flipBit(await readFile(place), 1_500_000))
    await ida.page.reload()
    await pressSave(ida, file.name)
    await card.getByText('Die Datei ist beschädigt oder wurde verändert').waitFor(patience)
  })
})
