import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashOfSecret } from '#shared/auth/secret-link.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { addPerson } from '../admin/add-person.ts'
import { closeAccount } from '../admin/close-account.ts'
import { renewAccess } from '../admin/renew-access.ts'
import { createApp } from '../app.ts'
import { listAfter } from '../audit/queries.ts'
import { hashText } from '../calls/livekit-token.ts'
import { contextForTests } from '../context-for-tests.ts'
import { HomeserverUnreachable, MatrixRefusal } from '../errors.ts'
import type { Homeserver } from '../matrix/homeserver.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { lookAtInvitation } from './look-at-invitation.ts'

const ada = { userId: '@ada:nord.example' as UserId }
const nina = '@nina:nord.example' as UserId
const hourMs = 60 * 60_000
const password = 'ein Satz, den ich mir merke'

/** A homeserver that keeps accounts and their passwords, and may be down. */
const openClinic = () => {
  const accounts = new Map<string, { deactivated: boolean; displayname?: string; password?: string }>()
  let isDown = false
  let now = 1_800_000_000_000
  const admin = async (method: string, path: string, body: Record<string, string> = {}) => {
    if (isDown) throw new HomeserverUnreachable()
    const who = decodeURIComponent(path.split('/').at(-1) ?? '')
    const known = accounts.get(who)
    if (method === 'GET' && !known) throw new MatrixRefusal(404, 'M_NOT_FOUND')
    if (path.startsWith('/v1/deactivate')) accounts.set(who, { deactivated: true })
    else if (path.startsWith('/v1/reset_password'))
      accounts.set(who, { deactivated: false, ...known, password: body['new_password'] ?? '' })
    else if (method === 'PUT') accounts.set(who, { deactivated: false, ...known, ...body })
    return accounts.get(who)
  }
  const context = contextForTests({ homeserver: { admin: admin as Homeserver['admin'] }, now: () => now })
  const newSecret = () => {
    const secret = randomBytes(32).toString('base64url')
    return { secret, invitation: { secretHash: hashOfSecret(hashText, 'invitation', secret), validMs: hourMs } }
  }
  return {
    context,
    passwordOf: (who: string) => accounts.get(who)?.password,
    setDown: (down: boolean) => {
      isDown = down
    },
    pass: (ms: number) => {
      now += ms
    },
    codes: () => listAfter(context.db, null, 20).map(({ details }) => JSON.parse(details ?? '{}').code),
    /** Somebody new, or somebody whose access is renewed, and the link for them. */
    async invite(known = false) {
      const { secret, invitation } = newSecret()
      const made = known
        ? await renewAccess(context, ada, { userId: nina, invitation })
        : await addPerson(context, ada, {
            localpart: 'nina',
            name: 'Dr. Nina Neu',
            isClinicAdmin: false,
            entry: null,
            invitation,
          })
      if (!made.ok || !made.value.invitation) throw new Error('no invitation was made')
      return { id: made.value.invitation.id, secret }
    },
  }
}

const over = { ok: false, error: { code: 'link-over' } }

describe('an invitation', () => {
  it('says whose it is as often as it is looked at, and sets a password once', async () => {
    const clinic = openClinic()
    const link = await clinic.invite()
    expect(clinic.passwordOf(nina)).toBeUndefined()
    for (const _ of [1, 2])
      expect(await lookAtInvitation(clinic.context, link)).toMatchObject({ ok: true, value: { name: 'Dr. Nina Neu' } })
    expect(await acceptInvitation(clinic.context, { ...link, password })).toEqual({ ok: true, value: { userId: nina } })
    expect(clinic.passwordOf(nina)).toBe(password)
    expect(await acceptInvitation(clinic.context, { ...link, password: 'von jemand anderem' })).toEqual(over)
    expect(await lookAtInvitation(clinic.context, link)).toEqual(over)
    expect(clinic.passwordOf(nina)).toBe(password)
    expect(clinic.codes()).toEqual(['person-added', 'invitation-accepted'])
  })

  it('is good for one of two who press at once', async () => {
    const clinic = openClinic()
    const link = await clinic.invite()
    const both = await Promise.all(
      ['zuerst gekommen', 'danach gekommen'].map((text) =>
        acceptInvitation(clinic.context, { ...link, password: text }),
      ),
    )
    expect(both.map(({ ok }) => ok)).toEqual([true, false])
    expect(clinic.passwordOf(nina)).toBe('zuerst gekommen')
  })

  it('runs out, and opens nothing with another secret', async () => {
    const clinic = openClinic()
    const link = await clinic.invite()
    expect(await lookAtInvitation(clinic.context, { ...link, secret: 'x'.repeat(43) })).toEqual(over)
    expect(await lookAtInvitation(clinic.context, { ...link, id: 'x'.repeat(16) })).toEqual(over)
    clinic.pass(hourMs)
    expect(await acceptInvitation(clinic.context, { ...link, password })).toEqual(over)
  })

  it('replaces the one before it and the old password', async () => {
    const clinic = openClinic()
    const first = await clinic.invite()
    await acceptInvitation(clinic.context, { ...first, password })
    const second = await clinic.invite(true)
    expect(clinic.passwordOf(nina)).not.toBe(password)
    const third = await clinic.invite(true)
    expect(await lookAtInvitation(clinic.context, second)).toEqual(over)
    expect(await lookAtInvitation(clinic.context, third)).toMatchObject({ ok: true })
    await renewAccess(clinic.context, ada, { userId: nina, invitation: null })
    expect(await lookAtInvitation(clinic.context, third)).toEqual(over)
  })

  it('is over when the account is closed', async () => {
    const clinic = openClinic()
    const link = await clinic.invite()
    await closeAccount(clinic.context, ada, nina)
    expect(await acceptInvitation(clinic.context, { ...link, password })).toEqual(over)
    expect(clinic.passwordOf(nina)).toBeUndefined()
  })

  it('is good again when the homeserver did not take the password', async () => {
    const clinic = openClinic()
    const link = await clinic.invite()
    clinic.setDown(true)
    await expect(acceptInvitation(clinic.context, { ...link, password })).rejects.toThrow(HomeserverUnreachable)
    clinic.setDown(false)
    expect(await acceptInvitation(clinic.context, { ...link, password })).toMatchObject({ ok: true })
  })

  it('opens nothing from when people come in by the provider alone, and none is made, nor a password given out', async () => {
    const clinic = openClinic()
    const link = await clinic.invite()
    clinic.context.config = { ...clinic.context.config, passwordAccounts: ['ada'] }
    expect(await lookAtInvitation(clinic.context, link)).toEqual(over)
    expect(await acceptInvitation(clinic.context, { ...link, password })).toEqual(over)
    const nothing = { userId: nina, password: null, invitation: null }
    expect(await renewAccess(clinic.context, ada, { userId: nina, invitation: null })).toEqual({
      ok: true,
      value: nothing,
    })
    const max = { localpart: 'max', name: 'Max', isClinicAdmin: false, entry: null, invitation: null }
    expect(await addPerson(clinic.context, ada, max)).toMatchObject({ value: { password: null, invitation: null } })
    expect(clinic.passwordOf('@max:nord.example')).toBeUndefined()
    const first = { ...max, localpart: 'ada' }
    expect(await addPerson(clinic.context, { userId: nina }, first)).toMatchObject({
      value: { password: expect.any(String) },
    })
  })

  it('takes no short password, and nothing secret is written down', async () => {
    const clinic = openClinic()
    const link = await clinic.invite()
    const send = (step: string, body: object) =>
      createApp(clinic.context).request(`/api/invitations/${step}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const short = await send('accept', { ...link, password: 'zu kurz' })
    expect([short.status, await short.text()]).toEqual([400, expect.not.stringContaining('zu kurz')])
    expect((await send('look', link)).status).toBe(200)
    expect((await send('accept', { ...link, password })).status).toBe(200)
    expect((await send('accept', { ...link, password })).status).toBe(403)
    const written = JSON.stringify([clinic.context.log.lines, listAfter(clinic.context.db, null, 20)])
    for (const secret of [link.secret, password]) expect(written).not.toContain(secret)
  })
})
