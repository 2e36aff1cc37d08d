import * as v from 'valibot'
import type { AdminQuery } from '#shared/admin/api.ts'
import type { Refusal } from '#shared/errors.ts'
import { eventId, roomId, userId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { type ReportCountOutput, type ReportsOutput, reportCountOutput, reportReason } from '#shared/rooms/api.ts'
import { recordListed } from '../admin/record-listed.ts'
import { recordAccess } from '../audit/record-access.ts'
import type { Context, Person } from '../context.ts'
import { MatrixRefusal } from '../errors.ts'

const pageSize = 25

/**
 * Synapse admin API, `GET /v1/event_reports`. The list says who, where and why. The event itself, at
 * `/v1/event_reports/{id}`, is asked for by nobody; words that another client sends as a reason are not read.
 */
const synapseReports = v.object({
  total: v.number(),
  next_token: v.nullish(v.number()),
  event_reports: v.array(
    v.object({
      id: v.number(),
      received_ts: v.number(),
      room_id: roomId,
      event_id: eventId,
      user_id: userId,
      sender: v.nullish(userId),
      reason: v.nullish(v.string()),
    }),
  ),
})

/** What people have reported, without reading it. */
export const listReports = async (
  context: Pick<Context, 'db' | 'homeserver' | 'now'>,
  { userId: who }: Pick<Person, 'userId'>,
  { from }: Pick<AdminQuery, 'from'>,
): Promise<Result<ReportsOutput, never>> => {
  const query = new URLSearchParams({ from: from || '0', limit: String(pageSize), dir: 'b' })
  const page = v.parse(synapseReports, await context.homeserver.admin('GET', `/v1/event_reports?${query}`))
  recordListed(context, who, 'reports')
  return ok({
    total: page.total,
    next: page.next_token === undefined || page.next_token === null ? null : String(page.next_token),
    reports: page.event_reports.map((report) => ({
      id: report.id,
      at: report.received_ts,
      roomId: report.room_id,
      eventId: report.event_id,
      reporter: report.user_id,
      sender: report.sender ?? null,
      reason: v.is(reportReason, report.reason) ? report.reason : 'other',
    })),
  })
}

export const countReports = async ({
  homeserver,
}: Pick<Context, 'homeserver'>): Promise<Result<ReportCountOutput, never>> =>
  ok(v.parse(reportCountOutput, await homeserver.admin('GET', '/v1/event_reports?limit=1')))

/** It is dealt with. */
export const dismissReport = async (
  { db, homeserver, now }: Pick<Context, 'db' | 'homeserver' | 'now'>,
  { userId: who }: Pick<Person, 'userId'>,
  id: string,
): Promise<Result<Record<never, never>, Refusal>> => {
  try {
    await homeserver.admin('DELETE', `/v1/event_reports/${id}`)
  } catch (error) {
    if (error instanceof MatrixRefusal && error.status === 404) return refused({ code: 'not-found' })
    throw error
  }
  recordAccess(db, now(), { action: 'room-changed', details: { who, role: 'admin', code: 'report-done' } })
  return ok({})
}
