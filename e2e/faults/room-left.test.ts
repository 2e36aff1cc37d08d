import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { filePath } from '#shared/case-files/api.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { asDicom, attachment, attachToConversation } from '../people/attachments.ts'
import { countFrames, joinCall, pictureOf } from '../people/calls.ts'
import { acceptInvitationFrom, message } from '../people/messages.ts'
import { roomIdOf } from '../people/pair.ts'
import { goTo } from '../people/person.ts'
import { setStage } from '../people/stage.ts'
import { story } from '../people/story.ts'
import { filesInFolder, placeOfNew } from '../people/traces.ts'
import { askMatrix } from '../services/matrix-api.ts'
import { sessionAt, signedIn } from '../services/somebody.ts'

const stage = setStage('Entfernt')
const patience = { timeout: 60_000 }
const accessEnded = 'Ihr Zugang ist beendet'

test('who is removed from a conversation is out of its call and its files at once, and is told', async () => {
  const { pair, clinics } = stage
  const { ida, emil } = pair
  await story('removed', [ida, emil], async () => {
    const room = roomIdOf(ida) as RoomId
    const path = await stage.layDown('intern.dcm', asDicom(Buffer.from('Nur für Mitglieder.')))
    const place = await placeOfNew(
      () => filesInFolder(clinics.nord),
      async () => {
        await attachToConversation(ida, path)
        await attachment(emil, 'intern.dcm').waitFor(patience)
      },
    )
    const fileId = basename(place)
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
    await emil.page.getByText('Sie gehören nicht mehr zu dieser Konversation').waitFor(patience)
    for (const picture of [pictureOf(ida, emil.name), pictureOf(emil, ida.name)])
      await picture.waitFor({ state: 'detached', ...patience })

    await goTo(emil, 'Nachrichten')
    await emil.page.goto(`${clinics.sued.url}/messages/${room}`)
    await emil.page.getByText(accessEnded).waitFor(patience)
    expect(await message(emil, 'Guten Tag.').count()).toBe(0)

    // Taken in again, and removed while a picture is open.
    await ida.page.goto(`${clinics.nord.url}/messages/${room}`)
    await askMatrix(idaApi, 'POST', `/_matrix/client/v3/rooms/${room}/invite`, { user_id: emil.userId })
    await acceptInvitationFrom(emil, ida.name)
    await attachToConversation(ida, join(import.meta.dirname, '../fixtures/ct-small.dcm'))
    await attachment(emil, 'ct-small.dcm').getByRole('button', { name: 'Öffnen' }).click(patience)
    const viewer = emil.page.getByRole('dialog', { name: 'ct-small.dcm' })
    await viewer.getByText('128 × 128').waitFor(patience)
    await askMatrix(idaApi, 'POST', `/_matrix/client/v3/rooms/${room}/kick`, { user_id: emil.userId })
    await viewer.waitFor({ state: 'detached', ...patience })
    await emil.page.getByText(accessEnded).waitFor(patience)
    await emil.picture('access ended')
  })
})
