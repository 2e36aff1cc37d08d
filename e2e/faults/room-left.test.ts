import { globSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { filePath } from '#shared/case-files/api.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { asDicom, attachment, attachToConversation } from '../people/attachments.ts'
import { countFrames, joinCall, pictureOf } from '../people/calls.ts'
import { message } from '../people/messages.ts'
import { openPair, type Pair, roomIdOf } from '../people/pair.ts'
import { goTo } from '../people/person.ts'
import { story } from '../people/story.ts'
import { askMatrix } from '../services/matrix-api.ts'
import { sessionAt, signedIn } from '../services/somebody.ts'

let browser: Browser
let clinics: TestClinics
let folder: string
beforeAll(async () => {
  ;[browser, clinics, folder] = await Promise.all([
    openBrowser(),
    findClinics(),
    mkdtemp(join(tmpdir(), 'consilium-files-')),
  ])
})
afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

const patience = { timeout: 60_000 }

const storedFiles = (): string[] => globSync(join(clinics.nord.folder, 'service/case-files/files/*/*'))

const sendFile = async ({ ida, emil }: Pair, name: string): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, asDicom(Buffer.from('Nur für Mitglieder.')))
  const before = new Set(storedFiles())
  await attachToConversation(ida, path)
  await attachment(emil, name).waitFor(patience)
  const stored = storedFiles().find((one) => !before.has(one))
  if (!stored) throw new Error('the clinic keeps no new file')
  return basename(stored)
}

test('who is removed from a conversation is out of its call and its files at once, and is told', async () => {
  await using pair: Pair = await openPair(browser, clinics, 'Entfernt')
  const { ida, emil } = pair
  await story('removed', [ida, emil], async () => {
    const room = roomIdOf(ida) as RoomId
    const fileId = await sendFile(pair, 'intern.dcm')
    const [idaApi, emilApi] = await Promise.all([
      signedIn(ida.clinic, ida.account),
      signedIn(emil.clinic, emil.account),
    ])
    const token = await sessionAt(clinics.nord, emilApi)
    const readFile = async () => {
      const headers = { authorization: `Bearer ${token}` }
      const answer = await fetch(`${clinics.nord.reachableUrl}${filePath(fileId, room)}`, { headers })
      await answer.body?.cancel()
      return answer.status
    }
    expect(await readFile()).toBe(200)
    await joinCall(ida)
    await joinCall(emil)
    for (const picture of [pictureOf(ida, emil.name), pictureOf(emil, ida.name)])
      expect(await countFrames(picture, 10, 60_000)).toBeGreaterThanOrEqual(10)

    await askMatrix(idaApi, 'POST', `/_matrix/client/v3/rooms/${room}/kick`, { user_id: emil.userId })
    expect(await readFile()).toBe(403)
    await emil.page.getByText('Sie gehören nicht mehr zu dieser Konversation').waitFor()
    for (const picture of [pictureOf(ida, emil.name), pictureOf(emil, ida.name)])
      await picture.waitFor({ state: 'detached' })

    await goTo(emil, 'Nachrichten')
    await emil.page.goto(`${clinics.sued.url}/messages/${room}`)
    await emil.page.getByText('Diese Konversation ist nicht zu finden').waitFor(patience)
    expect(await message(emil, 'Guten Tag.').count()).toBe(0)
  })
})
