import type { ProviderSignIn } from '#shared/admin/api.ts'
import { type DepartmentsByGroup, departmentByGroups, rolesByGroups } from '#shared/auth/group-rules.ts'
import type { Refusal } from '#shared/errors.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { ok, type Result, refused } from '#shared/result.ts'
import { recordAccess } from '../audit/record-access.ts'
import { forgetAdminFlag } from '../auth/admin-flag.ts'
import { rolesOf } from '../auth/queries.ts'
import type { Context } from '../context.ts'
import { transaction } from '../db/open-database.ts'
import { publishPerson } from '../directory/publish-entry.ts'
import { findPerson, findService } from '../directory/queries.ts'
import { noteStanding } from '../features/follow-features.ts'
import { followMembers } from '../features/follow-members.ts'
import { roomLock } from '../matrix/room-lock.ts'
import { adminPathOf, findAccount } from './account.ts'
import { recordRoles } from './change-roles.ts'

type NamedDepartments = { leadGroups: DepartmentsByGroup; departmentGroups: DepartmentsByGroup }

/** Groups may name a department that there is not yet, or not any more. Each department is looked up once. */
const knownGroups = ({ config, db, log }: Pick<Context, 'config' | 'db' | 'log'>): NamedDepartments => {
  const named = [config.leadGroups, config.departmentGroups]
  const ids = new Set(named.flatMap((groups) => Object.values(groups)))
  const missing = new Set([...ids].filter((id) => findService(db, id) === null))
  const [leadGroups = {}, departmentGroups = {}] = named.map((groups) =>
    Object.fromEntries(Object.entries(groups).filter(([, id]) => !missing.has(id))),
  )
  if (missing.size > 0) log.warn('group-without-department', { count: missing.size })
  return { leadGroups, departmentGroups }
}

/** Brings somebody into the department that their groups mean. Whoever does not stand in the directory yet comes into it. */
const moveByGroups = (
  context: Context,
  { userId, groups }: ProviderSignIn,
  name: string,
  named: DepartmentsByGroup,
): void => {
  const { db, now } = context
  const entry = findPerson(db, userId)
  const before = entry?.serviceId ?? null
  const after = departmentByGroups(before, groups, named)
  if (after === before) return
  const specialty = entry?.specialty ?? (after === null ? null : findService(db, after)?.specialty)
  if (!specialty) return
  const moved = transaction(db, (tx) => {
    recordAccess(tx, now(), {
      action: 'directory-changed',
      details: { who: null, role: 'service', whom: userId, code: after ? 'member-by-group' : 'no-member-by-group' },
    })
    const input = { userId, name: entry?.name ?? name, title: entry?.title ?? '', specialty, serviceId: after }
    return publishPerson({ ...context, db: tx }, input)
  })
  if (moved.ok) followMembers(context)
}

/**
 * Somebody signs in by the hospital's provider: whether they are an admin, auditor or operator of the clinic, which
 * departments they lead and in which they work is what their groups say, as far as the clinic has named such groups. Who is
 * taken out of the group is none from the next sign-in on.
 */
export const followGroups = (
  context: Context,
  { userId, groups }: ProviderSignIn,
): Promise<Result<{ userId: UserId }, Refusal>> =>
  roomLock(userId, async () => {
    const { config, db, homeserver, log, now } = context
    // The provider speaks of people: neither of the service's own account nor of guests.
    const account = await findAccount(context, userId)
    if (!account) return refused({ code: 'not-found' })
    const held = rolesOf(db, userId)
    const { leadGroups, departmentGroups } = knownGroups(context)
    const byGroup = rolesByGroups(held, groups, { ...config, leadGroups })
    if (transaction(db, (tx) => recordRoles(tx, now(), null, userId, byGroup))) noteStanding(context, userId)
    moveByGroups(context, { userId, groups }, account.name, departmentGroups)
    if (config.adminGroups.length === 0) return ok({ userId })
    const isToBeAdmin = groups.some((group) => config.adminGroups.includes(group))
    if ((await homeserver.isAdmin(userId)) === isToBeAdmin) return ok({ userId })
    await homeserver.admin('PUT', adminPathOf(userId), { admin: isToBeAdmin })
    forgetAdminFlag(homeserver, userId)
    db.transaction((tx) =>
      recordAccess(tx, now(), {
        action: 'account-changed',
        details: {
          who: null,
          role: 'service',
          whom: userId,
          code: isToBeAdmin ? 'admin-by-group' : 'no-admin-by-group',
        },
      }),
    )
    noteStanding(context, userId)
    log.info('role-by-group')
    return ok({ userId })
  })
