import { describe, expect, it } from 'vitest'
import { eventTypes } from '../matrix/event-types.ts'
import type { ServerName, UserId } from '../matrix/ids.ts'
import { groupPowerLevels, servicePowerLevels } from '../matrix/power-levels.ts'
import { guestAccountOf } from './guests.ts'
import { hostsOf, orderOf, presentIn, type StateLike, serviceOfRoom } from './hosts.ts'
import { openOrder } from './order.ts'

const ida = '@ida:nord.example' as UserId
const emil = '@emil:sued.example' as UserId
const eve = '@eve:sued.example' as UserId
const nord = '@consilium:nord.example' as UserId

const event = (type: string, sender: UserId, content: unknown): StateLike => ({ type, state_key: '', sender, content })
const hosts = (...state: StateLike[]) => [ida, emil, eve].filter(hostsOf(state))

describe('hosts of a call', () => {
  it('are both of a conversation of two', () => {
    const levels = { users: { [emil]: 100 }, events: { [eventTypes.callMember]: 0 } }
    expect(hosts(event(eventTypes.create, ida, {}), event(eventTypes.powerLevels, ida, levels))).toEqual([ida, emil])
  })

  it('are who made a group, and its moderators', () => {
    const create = event(eventTypes.create, ida, {})
    expect(hosts(create, event(eventTypes.powerLevels, ida, groupPowerLevels))).toEqual([ida])
    const moderated = { ...groupPowerLevels, users: { [emil]: 50 } }
    expect(hosts(create, event(eventTypes.powerLevels, ida, moderated))).toEqual([ida, emil])
  })

  it('are who asks and who has it in a consult, whatever its power levels', () => {
    const task = {
      version: 1,
      label: '7F3A',
      requestId: '3f1a6f0e-8d3b-4a55-9a53-0d4f8f3d2c11',
      status: 'accepted',
      businessStatus: 'accepted',
      priority: 'urgent',
      authoredOn: 1,
      requester: ida,
      service: { id: 'k', name: 'Kardiologie', specialty: 'cardiology', serverName: 'sued.example' },
      candidates: [],
      tier: 'first',
      escalateAt: null,
      owner: emil,
      output: null,
      changes: [],
    }
    const room = [event(eventTypes.create, nord, {}), event(eventTypes.powerLevels, nord, servicePowerLevels)]
    expect(serviceOfRoom(room)).toBe(nord)
    expect(hosts(...room, event(eventTypes.consultTask, nord, task))).toEqual([ida, emil])
    expect(hosts(...room, event(eventTypes.consultTask, nord, { ...task, owner: null }))).toEqual([ida])
  })

  it('are all who belong to another room of a clinic’s service', () => {
    expect(hosts(event(eventTypes.create, nord, {}))).toEqual([ida, emil, eve])
  })

  it('are never guests', () => {
    const guest = guestAccountOf('a1', 'nord.example' as ServerName)
    expect(hostsOf([event(eventTypes.create, nord, {})])(guest)).toBe(false)
    expect(hostsOf([event(eventTypes.create, guest, {})])(guest)).toBe(false)
  })

  it('are nobody but its maker where the power levels say nothing', () => {
    expect(hosts(event(eventTypes.create, ida, {}))).toEqual([ida])
  })
})

describe('the state of a room', () => {
  it('says who is in its call: whose event it is, as long as it holds', () => {
    const member = (sender: UserId, content: unknown, at = 1_000) => ({
      ...event(eventTypes.callMember, sender, content),
      state_key: `_${ida}_PHONE`,
      origin_server_ts: at,
    })
    const state = [
      member(ida, { device_id: 'PHONE', expires: 500 }),
      member(emil, { device_id: 'WARD', created_ts: 100, expires: 500 }),
      member(eve, {}),
    ]
    expect(presentIn(state, 1_400)).toEqual([ida])
    expect(presentIn(state, 1_600)).toEqual([])
  })

  it('is no order where there is none', () => {
    expect(orderOf([])).toEqual(openOrder)
  })
})
