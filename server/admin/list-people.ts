import * as v from 'valibot'
import type { AccountsShown, AdminPeopleOutput, PeopleQuery } from '#shared/admin/api.ts'
import { localpartOf, userId } from '#shared/matrix/ids.ts'
import { ok, type Result } from '#shared/result.ts'
import { rolesOf } from '../auth/queries.ts'
import type { Context, Person } from '../context.ts'
import { peopleByIds } from '../directory/queries.ts'
import { listRunningClosings } from './queries.ts'
import { recordListed } from './record-listed.ts'

const pageSize = 50

/** Synapse admin API, `GET /v3/users`. */
const synapseUsers = v.object({
  total: v.number(),
  next_token: v.optional(v.union([v.string(), v.number()])),
  users: v.array(
    v.object({
      name: userId,
      displayname: v.nullish(v.string()),
      admin: v.union([v.boolean(), v.number()]),
      deactivated: v.union([v.boolean(), v.number()]),
      last_seen_ts: v.nullish(v.number()),
    }),
  ),
})

/** As Synapse's admin API names them. */
const filters: Record<AccountsShown, Record<string, string>> = {
  all: {},
  active: { deactivated: 'false' },
  admins: { admins: 'true', deactivated: 'false' },
  closed: { deactivated: 'true' },
}

/** The accounts of this clinic, by name. */
export const listPeople = async (
  context: Pick<Context, 'db' | 'homeserver' | 'now'>,
  { userId: who }: Pick<Person, 'userId'>,
  { q, from, is }: PeopleQuery,
): Promise<Result<AdminPeopleOutput, never>> => {
  const { homeserver } = context
  const query = new URLSearchParams({
    from: from || '0',
    limit: String(pageSize),
    order_by: 'displayname',
    guests: 'false',
    // As those are that are being closed, and stay.
    locked: 'true',
  })
  if (q) query.set('name', q)
  for (const [name, value] of Object.entries(filters[is])) query.set(name, value)
  const page = v.parse(synapseUsers, await homeserver.admin('GET', `/v3/users?${query}`))
  recordListed(context, who, 'people')
  const entries = new Map(
    peopleByIds(
      context.db,
      page.users.map(({ name }) => name),
    ).map(({ userId: id, title, specialty, serviceId }) => [id, { title, specialty, serviceId }]),
  )
  const closing = new Set(listRunningClosings(context.db))
  return ok({
    total: page.total,
    next: page.next_token === undefined ? null : String(page.next_token),
    people: page.users.map((user) => ({
      userId: user.name,
      name: user.displayname || localpartOf(user.name),
      entry: entries.get(user.name) ?? null,
      isClinicAdmin: Boolean(user.admin),
      roles: rolesOf(context.db, user.name),
      isDeactivated: Boolean(user.deactivated),
      isClosing: closing.has(user.name),
      isService: user.name === homeserver.serviceAccount,
      lastSeenAt: user.last_seen_ts ?? null,
    })),
  })
}
