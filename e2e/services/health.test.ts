import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RoomId } from '#shared/matrix/ids.ts'
import { askService } from '../clinics/open-clinics.ts'
import { findClinics, type TestClinic, type TestClinics } from '../clinics/remote-clinics.ts'
import { sfuGet } from './call-api.ts'
import { askConsult, newRequest } from './consult-api.ts'
import { type Department, newDepartment } from './department.ts'
import { followSync } from './follow-sync.ts'
import { roomOf, say } from './matrix-api.ts'
import { type Somebody, somebodyAt } from './somebody.ts'
import { until } from './until.ts'

let clinics: TestClinics
let anna: Somebody
let bert: Somebody
let room: RoomId
let cardiology: Department

beforeAll(async () => {
  clinics = await findClinics()
  ;[anna, bert] = await Promise.all([somebodyAt(clinics.nord), somebodyAt(clinics.sued)])
  room = await roomOf(anna, bert)
  cardiology = await newDepartment(clinics.sued, ['first'])
})

/** At the service itself: without the gateway nobody else reaches it. */
const healthOf = async ({ folder }: TestClinic) => {
  const { listen } = JSON.parse(readFileSync(joinPath(folder, 'service.json'), 'utf8'))
  const answer = await fetch(`http://${listen.host}:${listen.port}/api/health`)
  return { status: answer.status, body: await answer.json() }
}

const untilHealthy = (clinic: TestClinic) =>
  until(`${clinic.name} being healthy`, async () => (await healthOf(clinic)).status === 200)

const allUp = { homeserver: 'up', gateway: 'up', livekit: 'up', database: 'up', disk: 'up', files: 'up' }

describe('the health of a clinic', () => {
  it('is good when every part is up, for anybody to read', async () => {
    const said = async () => {
      const answer = await fetch(`${clinics.nord.reachableUrl}/api/health`)
      return { status: answer.status, body: await answer.json() }
    }
    // A part that did not answer soon enough on a busy machine is missed for a moment.
    await expect.poll(said).toEqual({ status: 200, body: { status: 'up', parts: allUp } })
  })

  for (const part of ['livekit', 'gateway', 'homeserver'] as const)
    it(`names the ${part} when it is stopped, and is good again when it is back`, async () => {
      const { nord } = clinics
      try {
        await nord.part(part, 'stop')
        const parts = { ...allUp, [part]: 'down' }
        await expect.poll(() => healthOf(nord)).toMatchObject({ status: 503, body: { status: 'down', parts } })
      } finally {
        await nord.part(part, 'start')
      }
      await untilHealthy(nord)
    })
})

describe('while the call server of Nord is down', () => {
  it('a token says so, and is given again afterwards', async () => {
    const { nord } = clinics
    try {
      await nord.part('livekit', 'kill')
      await expect(sfuGet(nord, anna, room)).rejects.toMatchObject({
        status: 503,
        body: { errcode: 'M_UNKNOWN', code: 'livekit-unreachable' },
      })
    } finally {
      await nord.part('livekit', 'start')
    }
    expect((await sfuGet(nord, anna, room)).jwt).toBeTruthy()
  })
})

describe('when the homeserver of Nord is killed during use', () => {
  it('what is sent says so and arrives exactly once when it is tried again; a consult too', async () => {
    const { nord } = clinics
    const phone = await followSync(bert)
    const homeserverDown = { status: 503, body: { code: 'homeserver-unreachable' } }
    const txnId = randomUUID()
    const request = newRequest(cardiology)
    try {
      await say(anna, room, 'just before')
      await nord.part('homeserver', 'kill')
      await expect(say(anna, room, 'meanwhile', { txnId })).rejects.toMatchObject(homeserverDown)
      await expect(askConsult(anna, request)).rejects.toMatchObject(homeserverDown)
      const path = `/api/consults/${encodeURIComponent(room)}`
      await expect(askService(nord, anna, 'GET', path)).rejects.toMatchObject(homeserverDown)
    } finally {
      await nord.part('homeserver', 'start')
    }
    await say(anna, room, 'meanwhile', { txnId })
    await say(anna, room, 'meanwhile', { txnId })
    await say(anna, room, 'afterwards')
    const heard = await phone.untilTexts(room, ['just before', 'meanwhile', 'afterwards'], 60_000)
    expect(heard).toEqual(['just before', 'meanwhile', 'afterwards'])
    const { task } = await askConsult(anna, request)
    expect(task.requestId).toBe(request.requestId)
  })
})
