import { noRoles } from '#shared/auth/roles.ts'
import type { ConsultOutput, TransitionInput, UnattendedInput } from '#shared/consults/api.ts'
import type { Priority } from '#shared/consults/priority.ts'
import type { Task } from '#shared/consults/task-content.ts'
import type { OnCallOutput } from '#shared/directory/api.ts'
import type { OnCallTier } from '#shared/directory/tier.ts'
import { eventTypes } from '#shared/matrix/event-types.ts'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { AlertsInput } from '#shared/notifications/api.ts'
import { ok } from '#shared/result.ts'
import type { Context, Person } from '../context.ts'
import { openDatabase } from '../db/open-database.ts'
import { recordLog } from '../log.ts'
import { homeserverInMemory } from '../matrix/homeserver-for-tests.ts'
import { newRoomLock } from '../matrix/room-lock.ts'
import { requestConsult } from './request-consult.ts'
import { transitionConsult } from './transition-consult.ts'

export const nord = 'nord.localhost' as ServerName
export const sued = 'sued.localhost' as ServerName
export const asker: Person = {
  userId: `@nina:${nord}` as UserId,
  serverName: nord,
  isClinicAdmin: false,
  isConfirmed: false,
  roles: noRoles,
}
export const [first, second, lead] = (['ernst', 'zoe', 'lea'] as const).map(
  (name): Person => ({
    userId: `@${name}:${sued}` as UserId,
    serverName: sued,
    isClinicAdmin: false,
    isConfirmed: false,
    roles: noRoles,
  }),
) as [Person, Person, Person]

export const requestId = '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11'

const ofService = {
  onCallCount: 3,
  onDuty: [],
  usualAnswerMs: null,
  usualConsultMs: null,
  phone: null,
  times: null,
  takesConsults: true,
  takesMessages: true,
}
export const cardiology: OnCallOutput = {
  service: { id: 'kardiologie', name: 'Kardiologie', specialty: 'cardiology', serverName: sued, ...ofService },
  onCall: [first, second, lead].map(({ userId }, index) => ({
    userId,
    tier: (['first', 'second', 'lead'] as OnCallTier[])[index] as OnCallTier,
  })),
}

/** The service of Nord with nobody else around: time stands until the test moves it. */
export const clinicInMemory = () => {
  const { homeserver, ...matrix } = homeserverInMemory(nord)
  const clock = { now: 1_000_000 }
  const log = recordLog()
  /** Whom their clinic's service was asked to wake. */
  const woken: UserId[][] = []
  /** What their clinics' services were told of consults that nobody of them has come to. */
  const told: [ServerName, UnattendedInput][] = []
  const callPartner = async (server: ServerName, _: string, path: string, body: AlertsInput | UnattendedInput) => {
    if (path === '/api/notifications/alerts') woken.push((body as AlertsInput).userIds)
    else told.push([server, body as UnattendedInput])
  }
  const context = {
    config: { clinic: { name: 'Klinikum Nord', serverName: nord, url: 'http://nord.localhost:7100' } },
    db: openDatabase(':memory:'),
    homeserver,
    federation: { callPartner },
    log,
    now: () => clock.now,
  } as unknown as Context
  return { context, ...matrix, homeserver, clock, log, woken, told, lock: newRoomLock() }
}

export type Clinic = ReturnType<typeof clinicInMemory>
export const service = { id: 'kardiologie', serverName: sued }

export const ask = (clinic: Clinic, priority: Priority = 'stat', lock = clinic.lock) =>
  requestConsult(clinic.context, async () => ok(cardiology), lock, asker, { requestId, service, priority })

export const asked = async (clinic: Clinic, priority: Priority = 'stat'): Promise<ConsultOutput> => {
  const result = await ask(clinic, priority)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

export const move = (clinic: Clinic, person: Person, roomId: RoomId, input: TransitionInput) =>
  transitionConsult(clinic.context, clinic.lock, person, roomId, input)

export const taskIn = (clinic: Clinic, roomId: RoomId) =>
  clinic.rooms.get(roomId)?.find(({ type }) => type === eventTypes.consultTask)?.content as Task | undefined

export const invited = (clinic: Clinic, roomId: RoomId) =>
  clinic.rooms
    .get(roomId)
    ?.filter(({ content }) => content['membership'] === 'invite')
    .map(({ state_key }) => state_key)
    .sort()
