import { describe, expect, it } from 'vitest'
import { noRoles } from '#shared/auth/roles.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { createApp } from '../app.ts'
import { listAfter } from '../audit/queries.ts'
import { isClinicAdmin } from '../auth/admin-flag.ts'
import { rolesOf, saveRoles } from '../auth/queries.ts'
import { configForTests, contextForTests, signedIn } from '../context-for-tests.ts'
import { publishService } from '../directory/publish-entry.ts'
import { findPerson } from '../directory/queries.ts'
import type { Homeserver } from '../matrix/homeserver.ts'
import { followGroups } from './follow-groups.ts'

const nina = '@nina:nord.example' as UserId

const clinicWith = (adminGroups: string[], isAdminNow: boolean) => {
  let isAdmin = isAdminNow
  const done: unknown[] = []
  const admin = async (method: string, _path: string, body?: { admin: boolean }) => {
    if (method === 'GET') return { deactivated: false, displayname: 'Nina' }
    done.push(body)
    isAdmin = body?.admin ?? isAdmin
    return {}
  }
  const context = contextForTests({
    config: { ...configForTests(), adminGroups },
    homeserver: { admin: admin as Homeserver['admin'], isAdmin: async () => isAdmin },
  })
  const codes = () => listAfter(context.db, null, 9).map(({ details }) => JSON.parse(details ?? '{}').code)
  return { context, done, codes }
}

describe('groups of the hospital’s provider', () => {
  it.each([
    ['make somebody an admin', ['it', 'consilium-admin'], false, [{ admin: true }], ['admin-by-group']],
    ['and no admin any more', ['it'], true, [{ admin: false }], ['no-admin-by-group']],
    ['or leave them what they are', ['consilium-admin'], true, [], []],
  ])('%s', async (_what, groups, isAdmin, done, codes) => {
    const clinic = clinicWith(['consilium-admin'], isAdmin)
    expect(await followGroups(clinic.context, { userId: nina, groups })).toMatchObject({ ok: true })
    expect([clinic.done, clinic.codes()]).toEqual([done, codes])
  })

  it('hold at once, whatever was asked a moment before', async () => {
    const { context } = clinicWith(['g'], true)
    expect(await isClinicAdmin(context, nina)).toBe(true)
    await followGroups(context, { userId: nina, groups: [] })
    expect(await isClinicAdmin(context, nina)).toBe(false)
  })

  it('mean nothing where the clinic has named none', async () => {
    const clinic = clinicWith([], true)
    await followGroups(clinic.context, { userId: nina, groups: [] })
    expect(clinic.done).toEqual([])
  })

  it('bring people into departments and make them lead some, and take them out again; what is given by hand stays', async () => {
    const clinic = clinicWith([], false)
    const { context } = clinic
    for (const id of ['kardio', 'neuro', 'chirurgie'])
      publishService(context, { id, name: id, specialty: 'cardiology' })
    saveRoles(context.db, nina, { ...noRoles, leads: ['chirurgie'] })
    context.config = {
      ...context.config,
      leadGroups: { 'kardio-leitung': 'kardio' },
      departmentGroups: { 'kardio-aerzte': 'kardio', 'neuro-aerzte': 'neuro', alt: 'aufgeloest' },
    }
    const signIn = (groups: string[]) => followGroups(context, { userId: nina, groups })
    const now = () => [findPerson(context.db, nina)?.serviceId, rolesOf(context.db, nina).leads]
    await signIn(['alt'])
    expect(now()).toEqual([undefined, ['chirurgie']])
    expect(context.log.lines).toContainEqual({ level: 'warn', event: 'group-without-department', count: 1 })
    await signIn(['kardio-leitung', 'kardio-aerzte'])
    expect(now()).toEqual(['kardio', ['chirurgie', 'kardio']])
    expect(findPerson(context.db, nina)).toMatchObject({ name: 'Nina', specialty: 'cardiology' })
    await signIn(['neuro-aerzte'])
    expect(now()).toEqual(['neuro', ['chirurgie']])
    await signIn([])
    expect(now()).toEqual([null, ['chirurgie']])
    expect(clinic.codes()).toEqual([
      ...['lead-made', 'member-by-group'],
      ...['lead-ended', 'member-by-group'],
      'no-member-by-group',
    ])
  })

  it('never make the account of the service or one of another clinic an admin', async () => {
    const clinic = clinicWith(['g'], false)
    for (const whom of ['@consilium:nord.example', '@consilium-guest-1:nord.example', '@nina:sued.example'])
      expect(await followGroups(clinic.context, { userId: whom as UserId, groups: ['g'] })).toMatchObject({ ok: false })
    expect(clinic.done).toEqual([])
  })

  it('are taken from our own Synapse alone', async () => {
    const { context, done } = clinicWith(['g'], false)
    const send = (headers: Record<string, string>) =>
      createApp(context).request('/api/admin/provider-sign-ins', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ userId: nina, groups: ['g'] }),
      })
    expect((await send({})).status).toBe(401)
    expect((await send(await signedIn(context, nina))).status).toBe(403)
    expect(done).toEqual([])
    expect((await send({ authorization: `Bearer ${context.config.homeserver.hsToken}` })).status).toBe(200)
    expect(done).toEqual([{ admin: true }])
  })
})
