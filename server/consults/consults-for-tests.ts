import type { OnCallOutput } from '#shared/directory/api.ts'
import type { OnCallTier } from '#shared/directory/tier.ts'
import type { ServerName, UserId } from '#shared/matrix/ids.ts'
import type { Context, Person } from '../context.ts'
import { openDatabase } from '../db/open-database.ts'
import { recordLog } from '../log.ts'
import { homeserverInMemory } from '../matrix/homeserver-for-tests.ts'
import { newRoomLock } from '../matrix/room-lock.ts'

export const nord = 'nord.localhost' as ServerName
export const sued = 'sued.localhost' as ServerName
export const asker: Person = { userId: `@nina:${nord}` as UserId, serverName: nord, isClinicAdmin: false }
export const [first, second, lead] = (['ernst', 'zoe', 'lea'] as const).map(
  (name): Person => ({ userId: `@${name}:${sued}` as UserId, serverName: sued, isClinicAdmin: false }),
) as [Person, Person, Person]

export const requestId = '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11'

const ofService = { onCallCount: 3, onDuty: [], usualAnswerMs: null, phone: null, times: null }
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
  const callPartner = async (_server: ServerName, _method: string, _path: string, body: { userIds: UserId[] }) => {
    woken.push(body.userIds)
  }
  const context = {
    config: { clinic: { name: 'Klinikum Nord', serverName: nord, url: 'http://nord.localhost:7100' } },
    db: openDatabase(':memory:'),
    homeserver,
    federation: { callPartner },
    log,
    now: () => clock.now,
  } as unknown as Context
  return { context, ...matrix, homeserver, clock, log, woken, lock: newRoomLock() }
}
