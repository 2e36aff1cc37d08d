import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callServiceUrl } from '#shared/calls/api.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { openBrowser } from '../browser.ts'
import { findClinics, type TestClinics } from '../clinics/remote-clinics.ts'
import { joinCall, openPeople } from '../people/calls.ts'
import { newPhysician } from '../people/doctors.ts'
import { acceptInvitationFrom } from '../people/messages.ts'
import { signInFirst } from '../people/person.ts'
import { story } from '../people/story.ts'
import { expectNoBarriers, lookAt } from '../people/views.ts'
import { type Seat, sfuGet, takeSeat } from '../services/call-api.ts'
import { askMatrix, join, pathOf, writeState } from '../services/matrix-api.ts'
import { type Somebody, somebodyAt } from '../services/somebody.ts'

let browser: Browser
let clinics: TestClinics
beforeAll(async () => {
  ;[browser, clinics] = await Promise.all([openBrowser(), findClinics()])
})
afterAll(() => browser.close())

const patience = { timeout: 120_000 }

/** In the call by what their clinic says and what LiveKit does, with neither camera nor microphone. */
const sitDown = async (by: Somebody, room: RoomId): Promise<Seat> => {
  const url = callServiceUrl(by.clinic.url)
  const focus = { type: 'livekit', livekit_service_url: url, livekit_alias: room }
  await writeState(
    by,
    room,
    eventTypes.callMember,
    {
      application: 'm.call',
      call_id: '',
      scope: 'm.room',
      device_id: by.deviceId,
      expires: 3_600_000,
      focus_active: { type: 'livekit', focus_selection: 'oldest_membership' },
      foci_preferred: [focus],
    },
    `_${by.userId}_${by.deviceId}_m.call`,
  )
  return takeSeat(await sfuGet(by.clinic, by, room))
}

test('twenty-five are in one call, and all of them have a place on a desk and on a phone', {
  timeout: 600_000,
}, async () => {
  await using ida = await newPhysician(browser, clinics.nord, 'Dr. Ida Vollversammlung')
  await story('twenty-five in a call', [ida], async () => {
    const others = await Promise.all(Array.from({ length: 24 }, () => somebodyAt(clinics.nord)))
    const [first, ...rest] = others as [Somebody, ...Somebody[]]
    const { room_id: room } = await askMatrix<{ room_id: RoomId }>(first, 'POST', pathOf('createRoom'), {
      preset: 'trusted_private_chat',
      name: 'Vollversammlung',
      invite: [ida.userId, ...rest.map(({ userId }) => userId)],
      initial_state: [{ type: 'm.room.encryption', content: { algorithm: 'm.megolm.v1.aes-sha2' } }],
    })
    for (const other of rest) await join(other, room)
    await signInFirst(ida)
    await acceptInvitationFrom(ida, 'Vollversammlung')
    const seats = await Promise.all(others.map((other) => sitDown(other, room)))
    await joinCall(ida)

    const call = ida.page.getByRole('region', { name: 'Videogespräch' })
    const tiles = call.getByRole('listitem').filter({ has: ida.page.locator('video') })
    await expect.poll(() => tiles.count(), patience).toBe(25)
    /** How many have a place of their own, how many stand beside each other, and whether the smallest can be told. */
    const places = async () => {
      const boxes = await tiles.evaluateAll((all) =>
        all.map((tile) => tile.getBoundingClientRect().toJSON() as DOMRect),
      )
      const columns = new Set(boxes.map(({ x }) => Math.round(x))).size
      return {
        places: new Set(boxes.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)).size,
        columns: columns >= 5 ? 'five or more' : columns,
        isLarge: Math.min(...boxes.flatMap(({ width, height }) => [width, height])) >= 140,
      }
    }
    // The room that there is gets measured once it has changed.
    await expect.poll(places).toEqual({ places: 25, columns: 'five or more', isLarge: true })
    await ida.page.setViewportSize({ width: 360, height: 740 })
    await expect.poll(places).toEqual({ places: 25, columns: 2, isLarge: true })
    await tiles.last().scrollIntoViewIfNeeded()
    await ida.picture('call of 25 phone')

    expectNoBarriers(await lookAt(ida, 'call of twenty-five'))
    await (await openPeople(ida)).getByRole('heading', { name: /25/ }).waitFor()
    expect(seats.every((seat) => seat.isIn())).toBe(true)
    for (const seat of seats) seat.leave()
  })
})
