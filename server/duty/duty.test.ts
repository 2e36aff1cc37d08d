import { describe, expect, it } from 'vitest'
import { membersOf } from '#shared/duty/roster.ts'
import type { Roster } from '#shared/duty/roster-content.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, UserId } from '#shared/matrix/ids.ts'
import { clinicInMemory, nord, sued } from '../consults/consults-for-tests.ts'
import { withPartner } from '../context-for-tests.ts'
import { openDatabase } from '../db/open-database.ts'
import { publishPerson, publishService, withdrawPerson } from '../directory/publish-entry.ts'
import { takeDuty, takeDutyAndSettle } from '../directory/take-duty.ts'
import { HomeserverUnreachable } from '../errors.ts'
import { askDuty } from './ask-duty.ts'
import { followDutyRoom } from './follow-room.ts'
import { startDuty } from './keep-duty.ts'
import { moveConversation } from './move-conversation.ts'
import { openConversation } from './open-conversation.ts'
import { findConversation, listUnsettled, usualAnswerMs } from './queries.ts'
import { readMyDuty } from './read-my-duty.ts'
import { rebuildIndex } from './rebuild-index.ts'

const serviceId = 'kardiologie'
const asker = `@ida:${sued}` as UserId
const [mehmet, sofia] = [`@mehmet:${nord}`, `@sofia:${nord}`] as [UserId, UserId]

/** A clinic whose cardiology has two people; the first is on duty. */
const clinicWithDuty = () => {
  const clinic = clinicInMemory()
  const { context } = clinic
  const publish = () => {
    publishService(context, { id: serviceId, name: 'Kardiologie', specialty: 'cardiology' })
    for (const userId of [mehmet, sofia])
      publishPerson(context, { userId, name: userId, title: '', specialty: 'cardiology', serviceId })
  }
  publish()
  const duty = (userId: UserId, tier: 'first' | null, leaveEmpty = false) =>
    takeDutyAndSettle(context, clinic.lock, userId, { tier, leaveEmpty })
  takeDuty(context, mehmet, { tier: 'first', leaveEmpty: false })
  const open = async () => {
    const opened = await openConversation(context, clinic.lock, serviceId, asker)
    if (!opened.ok) throw new Error(opened.error.code)
    return opened.value
  }
  const rosterIn = (roomId: RoomId) =>
    clinic.rooms.get(roomId)?.find(({ type }) => type === eventTypes.dutyRoster)?.content as Roster
  const present = (roomId: RoomId) =>
    clinic.rooms
      .get(roomId)
      ?.filter(({ content }) => content['membership'] === 'invite' || content['membership'] === 'join')
      .map(({ state_key }) => state_key)
      .filter((userId) => userId !== clinic.homeserver.serviceAccount)
      .sort()
  const says = (roomId: RoomId, sender: UserId) => followDutyRoom(context, clinic.say(roomId, sender, clinic.clock.now))
  return { ...clinic, publish, duty, open, rosterIn, present, says }
}

describe('writing to a duty', () => {
  it('makes one room with the asker and everybody on duty, however often it is pressed', async () => {
    const clinic = clinicWithDuty()
    const [one, other] = await Promise.all([clinic.open(), clinic.open()])
    expect(other.roomId).toBe(one.roomId)
    expect((await clinic.open()).roomId).toBe(one.roomId)
    expect(clinic.rooms.size).toBe(1)
    expect(clinic.present(one.roomId)).toEqual([asker, mehmet])
    expect(clinic.rosterIn(one.roomId)).toEqual(one.roster)
    expect(JSON.stringify(clinic.log.lines)).not.toContain('@')
  })

  it('finds the room whose making had no answer', async () => {
    const clinic = clinicWithDuty()
    const { createRoom } = clinic.homeserver
    clinic.homeserver.createRoom = async (body) => {
      await createRoom(body)
      throw new HomeserverUnreachable('Synapse does not answer')
    }
    await expect(clinic.open()).rejects.toThrow(HomeserverUnreachable)
    clinic.homeserver.createRoom = createRoom
    const { roomId } = await clinic.open()
    expect(clinic.rooms.size).toBe(1)
    expect(clinic.present(roomId)).toEqual([asker, mehmet])
  })

  it('is possible when nobody is on duty, and who comes later is called in', async () => {
    const clinic = clinicWithDuty()
    expect(await clinic.duty(mehmet, null)).toMatchObject({ error: { code: 'last-on-duty' } })
    await clinic.duty(mehmet, null, true)
    const { roomId, roster } = await clinic.open()
    expect(membersOf(roster)).toEqual([asker])
    await clinic.duty(sofia, 'first')
    expect(clinic.present(roomId)).toEqual([asker, sofia])
  })

  it('of a clinic that is no partner, or none for now, is refused', async () => {
    const { context, lock } = clinicWithDuty()
    const ask = () => askDuty(context, lock, { userId: mehmet }, { service: { id: serviceId, serverName: sued } })
    expect(await ask()).toMatchObject({ error: { code: 'partner-unknown' } })
    withPartner(context, sued, 'suspended')
    expect(await ask()).toMatchObject({ error: { code: 'partner-suspended' } })
  })
})

describe('a change of shift', () => {
  it('brings in who comes and puts out who goes', async () => {
    const clinic = clinicWithDuty()
    const { roomId } = await clinic.open()
    await clinic.duty(sofia, 'first')
    expect(clinic.present(roomId)).toEqual([asker, mehmet, sofia])
    await clinic.duty(mehmet, null)
    expect(clinic.present(roomId)).toEqual([asker, sofia])
  })

  it('of two who go at once leaves one, who is told that nobody would be there', async () => {
    const clinic = clinicWithDuty()
    await clinic.duty(sofia, 'first')
    const outcomes = await Promise.all([clinic.duty(mehmet, null), clinic.duty(sofia, null)])
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true])
  })

  it('is made good after a Synapse that was away, and after a restart', async () => {
    const clinic = clinicWithDuty()
    const { roomId } = await clinic.open()
    const { sendState } = clinic.homeserver
    clinic.homeserver.sendState = async () => {
      throw new HomeserverUnreachable('Synapse does not answer')
    }
    expect(await clinic.duty(sofia, 'first')).toMatchObject({ ok: true })
    expect(clinic.present(roomId)).toEqual([asker, mehmet])
    expect(listUnsettled(clinic.context.db)).toHaveLength(1)
    clinic.homeserver.sendState = sendState
    {
      using _running = startDuty(clinic.context)
      await expect.poll(() => clinic.present(roomId)).toEqual([asker, mehmet, sofia])
    }
    expect(listUnsettled(clinic.context.db)).toEqual([])
  })

  it('of one whom we cannot invite now is tried again, and keeps nobody else waiting', async () => {
    const clinic = clinicWithDuty()
    const { roomId } = await clinic.open()
    clinic.unreachable.add(sofia)
    await clinic.duty(sofia, 'first')
    await clinic.duty(mehmet, null)
    expect(clinic.present(roomId)).toEqual([asker])
    expect(listUnsettled(clinic.context.db)).toHaveLength(1)
    clinic.unreachable.clear()
    using _running = startDuty(clinic.context)
    await expect.poll(() => clinic.present(roomId)).toEqual([asker, sofia])
  })

  it('lets alone who has left by themselves, until something new calls them', async () => {
    const clinic = clinicWithDuty()
    const { roomId } = await clinic.open()
    clinic.clock.now = 10
    clinic.put(roomId, eventTypes.member, asker, { membership: 'leave' }, asker)
    const left = clinic.rooms.get(roomId)?.find(({ state_key }) => state_key === asker)
    if (left) left.origin_server_ts = clinic.clock.now + 2_000_000
    await clinic.duty(sofia, 'first')
    expect(clinic.present(roomId)).toEqual([mehmet, sofia])
    clinic.clock.now = 4_000_000
    await clinic.open()
    expect(clinic.present(roomId)).toEqual([asker, mehmet, sofia])
  })

  it('follows an entry that is taken out of the directory', async () => {
    const clinic = clinicWithDuty()
    const { roomId } = await clinic.open()
    withdrawPerson(clinic.context, mehmet)
    using _running = startDuty(clinic.context)
    await expect.poll(() => clinic.present(roomId)).toEqual([asker])
  })

  it('ends the duty of an account that was closed, when it leaves and before it is called', async () => {
    const clinic = clinicWithDuty()
    const { roomId } = await clinic.open()
    clinic.deactivated.add(mehmet)
    const leave = { type: eventTypes.member, state_key: mehmet, content: { membership: 'leave' } }
    await followDutyRoom(clinic.context, { ...clinic.say(roomId, mehmet, clinic.clock.now), ...leave })
    expect(clinic.present(roomId)).toEqual([asker])
    takeDuty(clinic.context, mehmet, { tier: 'first', leaveEmpty: false })
    await clinic.open()
    expect(clinic.present(roomId)).toEqual([asker])
    expect(readMyDuty(clinic.context, mehmet)).toMatchObject({ value: { tier: null } })
  })
})

describe('handing over', () => {
  it('calls in a colleague before their duty begins, and nobody of another department', async () => {
    const clinic = clinicWithDuty()
    const { roomId } = await clinic.open()
    const hand = (person: UserId) =>
      moveConversation(clinic.context, clinic.lock, { userId: mehmet }, roomId, { to: 'handed', person })
    expect(await hand(asker)).toMatchObject({ error: { code: 'bad-input' } })
    await hand(sofia)
    expect(clinic.present(roomId)).toEqual([asker, mehmet, sofia])
    await clinic.duty(mehmet, null, true)
    expect(clinic.present(roomId)).toEqual([asker, sofia])
    expect(clinic.rosterIn(roomId).handovers).toMatchObject([{ from: mehmet, to: sofia }])
  })
})

describe('what waits', () => {
  it('is known by who has said something last, and makes what is usual', async () => {
    const clinic = clinicWithDuty()
    const { roomId } = await clinic.open()
    const waiting = () => {
      const mine = readMyDuty(clinic.context, mehmet)
      return mine.ok && mine.value.conversations.map(({ waitingSince }) => waitingSince)
    }
    for (const tookMs of [60_000, 120_000, 600_000]) {
      const since = clinic.clock.now
      await clinic.says(roomId, asker)
      expect(waiting()).toEqual([since])
      clinic.clock.now += tookMs
      await clinic.says(roomId, mehmet)
      expect(waiting()).toEqual([null])
    }
    expect(usualAnswerMs(clinic.context.db, serviceId)).toBe(120_000)
  })

  it('is a closed conversation again once its asker goes on', async () => {
    const clinic = clinicWithDuty()
    const { roomId } = await clinic.open()
    await moveConversation(clinic.context, clinic.lock, { userId: mehmet }, roomId, { to: 'closed' })
    await clinic.duty(mehmet, null, true)
    expect(clinic.present(roomId)).toEqual([asker])
    await clinic.duty(sofia, 'first')
    expect(clinic.present(roomId)).toEqual([asker])
    await clinic.says(roomId, asker)
    expect(clinic.rosterIn(roomId).status).toBe('open')
    expect(clinic.present(roomId)).toEqual([asker, sofia])
  })
})

it('a lost index is rebuilt from the rooms', async () => {
  const clinic = clinicWithDuty()
  const { roomId, roster } = await clinic.open()
  clinic.context.db = openDatabase(':memory:')
  clinic.publish()
  takeDuty(clinic.context, mehmet, { tier: 'first', leaveEmpty: false })
  expect(await rebuildIndex(clinic.context, clinic.lock)).toBe(1)
  expect(findConversation(clinic.context.db, roomId)?.roster).toEqual(roster)
})
