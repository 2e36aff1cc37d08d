import { join } from 'node:path'
import type { RoomId } from '#shared/matrix/ids.ts'
import { openProfile } from '../browser.ts'
import { openElementCall } from '../faults/element-call.ts'
import { openRogueDevice } from '../faults/rogue-device.ts'
import { backToConversation, hangUp, joinCall, pictureOf } from '../people/calls.ts'
import { roomIdOf } from '../people/pair.ts'
import type { Person } from '../people/person.ts'
import { type Figure, figure } from './figures.ts'

/** The same press as ours, in Element Call on the same LiveKit: it is loaded, and its lobby open. */
export const measureElementCall = async (
  folder: string,
  waiting: Person,
  joining: Person,
  recoveryKey: string,
  samples: number,
): Promise<Figure> => {
  await using device = await openRogueDevice(joining)
  await device.sign(recoveryKey)
  const roomId = roomIdOf(waiting) as RoomId
  const client = await device.clientIn(roomId)
  const times: number[] = []
  await joinCall(waiting)
  for (let sample = 0; sample < samples; sample += 1) {
    const profile = await openProfile(join(folder, `element-call-${sample}`))
    await using call = await openElementCall(profile, { client, roomId, hasLobby: true })
    times.push(await call.join())
    await call.hangUp()
    await pictureOf(waiting, joining.name).waitFor({ state: 'detached' })
  }
  await hangUp(waiting)
  await backToConversation(waiting)
  return figure('calls.first_frame.element_call', 'ms', times)
}
