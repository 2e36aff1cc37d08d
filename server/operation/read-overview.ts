import { statfs } from 'node:fs/promises'
import * as v from 'valibot'
import type { FigureRow } from '#shared/consults/figures.ts'
import type { Refusal } from '#shared/errors.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { DayFigures, OverviewOutput, OverviewQuery } from '#shared/operation/api.ts'
import { dayIn, lastDays } from '#shared/operation/days.ts'
import { firstFault } from '#shared/partners/connection.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { listAttendance } from '../audit/queries.ts'
import { livekitOf } from '../calls/livekit-rooms.ts'
import { usedBytes } from '../case-files/queries.ts'
import { countOpenConsults, listAskedSince } from '../consults/queries.ts'
import type { Context } from '../context.ts'
import { checkHealth } from '../health/check-health.ts'
import { activePartners } from '../partners/queries.ts'
import { connectionTo } from '../partners/watch-connections.ts'

const dayMs = 24 * 60 * 60_000

type Parts = Pick<Context, 'config' | 'db' | 'fileStore' | 'gateway' | 'homeserver' | 'now'>

const diskOf = async ({ config }: Pick<Context, 'config'>): Promise<OverviewOutput['disk']> => {
  try {
    const { bavail, blocks, bsize } = await statfs(config.dataDir)
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch {
    return { freeBytes: null, totalBytes: null }
  }
}

/** Synapse admin API, `GET /v1/federation/destinations/{server}`. */
const destination = v.object({
  retry_last_ts: v.nullish(v.number()),
  retry_interval: v.nullish(v.number()),
  failure_ts: v.nullish(v.number()),
})

type Lag = Pick<OverviewOutput['partners'][number], 'failingSince' | 'nextTryAt'>
const noLag: Lag = { failingSince: null, nextTryAt: null }

const lagTo = async ({ homeserver }: Pick<Context, 'homeserver'>, server: ServerName): Promise<Lag> => {
  try {
    const path = `/v1/federation/destinations/${encodeURIComponent(server)}`
    const { failure_ts, retry_last_ts, retry_interval } = v.parse(destination, await homeserver.admin('GET', path))
    if (!failure_ts) return noLag
    return { failingSince: failure_ts, nextTryAt: retry_last_ts ? retry_last_ts + (retry_interval ?? 0) : null }
  } catch {
    // Nothing was ever sent there, or Synapse does not answer, which its own part says.
    return noLag
  }
}

const partnersOf = (context: Parts): Promise<OverviewOutput['partners']> =>
  Promise.all(
    activePartners(context.db).map(async ({ serverName, name }) => {
      const report = connectionTo(context, serverName)?.report ?? null
      return {
        serverName,
        name: name ?? serverName,
        isReachable: report && firstFault(report) === null,
        delayMs: report?.delayMs ?? null,
        clockDifferenceMs: report?.clockDifferenceMs ?? null,
        ...(await lagTo(context, serverName)),
      }
    }),
  )

const runningOf = async ({ config, db }: Pick<Context, 'config' | 'db'>): Promise<OverviewOutput['running']> => {
  const occupants = await livekitOf(config)
    .occupants()
    .catch(() => null)
  return {
    calls: occupants && new Set(occupants.map(({ room }) => room)).size,
    participants: occupants?.length ?? null,
    openConsults: countOpenConsults(db),
  }
}

type Attendance = { at: number; room: string | null; who: string | null }

type Asked = FigureRow & { roomId: string }

/** One that two departments of the clinic were asked for is one consult. */
const consultsIn = (askings: readonly Asked[] = []): number => new Set(askings.map(({ roomId }) => roomId)).size

/** What happened on each day. Of people, only how many. */
export const daysOf = (
  days: readonly string[],
  dayOf: (at: number) => string,
  attendance: readonly Attendance[],
  askings: readonly Asked[],
): DayFigures[] => {
  const joins = Map.groupBy(attendance, ({ at }) => dayOf(at))
  const asked = Map.groupBy(askings, ({ askedAt }) => dayOf(askedAt))
  const answered = Map.groupBy(
    askings.filter(({ answeredAt }) => answeredAt !== null),
    ({ answeredAt }) => dayOf(answeredAt ?? 0),
  )
  return days.map((day) => {
    const came = joins.get(day) ?? []
    return {
      day,
      calls: new Set(came.map(({ room }) => room)).size,
      participants: new Set(came.map(({ room, who }) => `${room} ${who}`)).size,
      consultsAsked: consultsIn(asked.get(day)),
      consultsAnswered: consultsIn(answered.get(day)),
      escalations: (asked.get(day) ?? []).reduce((sum, { escalations }) => sum + escalations, 0),
    }
  })
}

const zoneOrNull = (timeZone: string): ((at: number) => string) | null => {
  try {
    return dayIn(timeZone)
  } catch {
    return null
  }
}

/** How the node is now, and what happened on the last days. */
export const readOverview = async (
  context: Parts,
  { days: howMany, timeZone }: OverviewQuery,
): Promise<Result<OverviewOutput, Refusal>> => {
  const { config, db, now } = context
  const dayOf = zoneOrNull(timeZone)
  if (!dayOf) return refused({ code: 'bad-input', details: { fields: 'timeZone' } })
  const since = now() - (howMany + 1) * dayMs
  const [health, disk, partners, running] = await Promise.all([
    checkHealth(context),
    diskOf(context),
    partnersOf(context),
    runningOf(context),
  ])
  return ok({
    parts: health.parts,
    disk,
    store: { usedBytes: usedBytes(db), quotaBytes: config.caseFiles.quotaBytes },
    partners,
    running,
    days: daysOf(
      lastDays(timeZone, now(), howMany),
      dayOf,
      listAttendance(db, since),
      listAskedSince(db, config.clinic.serverName, since),
    ),
  })
}
