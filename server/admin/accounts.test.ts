import { describe, expect, it } from 'vitest'
import type { NewPersonInput } from '#shared/admin/api.ts'
import type { UserId } from '#shared/matrix/ids.ts'
import { createApp } from '../app.ts'
import { listAfter } from '../audit/queries.ts'
import { contextForTests, signedIn } from '../context-for-tests.ts'
import { findPerson, saveDuty, savePerson } from '../directory/queries.ts'
import { HomeserverUnreachable, MatrixRefusal } from '../errors.ts'
import type { Homeserver } from '../matrix/homeserver.ts'
import { newRoomLock } from '../matrix/room-lock.ts'
import { saveSubscription, subscriptionsOf } from '../notifications/queries.ts'
import { addPerson } from './add-person.ts'
import { changeRole } from './change-role.ts'
import { closeAccount, readClosing } from './close-account.ts'
import { keepClosings } from './keep-closings.ts'
import { renewAccess } from './renew-access.ts'

const ada = { userId: '@ada:nord.example' as UserId }
const nina = '@nina:nord.example' as UserId
const now = 1_800_000_000_000

/** A homeserver with these accounts; what is changed there, it writes down. */
const clinicWith = (...accounts: string[]) => {
  const known = new Map(accounts.map((name) => [`@${name}:nord.example`, { deactivated: false }]))
  const done: string[] = []
  let isDown = false
  const admin = async (method: string, path: string, body?: Record<string, unknown>) => {
    if (isDown) throw new HomeserverUnreachable()
    const who = decodeURIComponent(path.split('/').at(-1) ?? '')
    const account = known.get(who)
    if (method === 'GET') {
      if (!account) throw new MatrixRefusal(404, 'M_NOT_FOUND')
      return account
    }
    done.push(`${method} ${path.split('/').slice(0, -1).join('/')} ${who} ${Object.keys(body ?? {}).join()}`)
    if (path.startsWith('/v1/deactivate')) known.set(who, { deactivated: true })
    else if (!account) known.set(who, { deactivated: false })
    return {}
  }
  const context = contextForTests({
    homeserver: { admin: admin as Homeserver['admin'], isAdmin: async (userId) => userId === ada.userId },
    now: () => now,
  })
  return {
    context,
    done,
    goDown: () => {
      isDown = true
    },
    log: () => listAfter(context.db, null, 9).map(({ details }) => String(JSON.parse(details ?? '{}').code)),
  }
}

const newPerson = (changed: Partial<NewPersonInput> = {}): NewPersonInput => ({
  localpart: 'nina',
  name: 'Dr. Nina Neu',
  isClinicAdmin: false,
  entry: { title: 'Ärztin', specialty: 'cardiology', serviceId: null },
  invitation: null,
  ...changed,
})

describe('an admin adds somebody', () => {
  it('who has an account with a password, and stands in the directory', async () => {
    const { context, done, log } = clinicWith()
    const added = await addPerson(context, ada, newPerson())
    expect(added).toMatchObject({ ok: true, value: { userId: nina } })
    expect(done).toEqual([`PUT /v2/users ${nina} password,displayname,admin`])
    expect(findPerson(context.db, nina)).toMatchObject({ name: 'Dr. Nina Neu', title: 'Ärztin' })
    expect(log()).toEqual(['person-added'])
  })

  it('under a name that is taken: nothing changes, not even a password', async () => {
    const { context, done } = clinicWith('nina')
    expect(await addPerson(context, ada, newPerson())).toMatchObject({ error: { code: 'name-taken' } })
    expect(done).toEqual([])
  })

  it('at the same time as another admin: one of them learns that the name is taken', async () => {
    const { context } = clinicWith()
    const both = await Promise.all([addPerson(context, ada, newPerson()), addPerson(context, ada, newPerson())])
    expect(both.map(({ ok }) => ok)).toEqual([true, false])
  })

  it('into a department that there is not: nothing is made', async () => {
    const { context, done } = clinicWith()
    const entry = { title: '', specialty: 'cardiology', serviceId: 'nowhere' } as const
    expect(await addPerson(context, ada, newPerson({ entry }))).toMatchObject({ error: { code: 'not-found' } })
    expect(done).toEqual([])
  })

  it.each(['consilium', 'consilium-guest-x', 'Nina', 'nina:evil', ''])('called %s: refused', async (localpart) => {
    const { context, done } = clinicWith()
    const headers = { ...(await signedIn(context, ada.userId, { wasAdmin: true })), 'content-type': 'application/json' }
    const body = JSON.stringify(newPerson({ localpart }))
    const answer = await createApp(context).request('/api/admin/people', { method: 'POST', headers, body })
    expect(answer.status).toBe(400)
    expect(done).toEqual([])
  })
})

/** How the service answers somebody who is signed in. */
const answerTo = async (context: ReturnType<typeof contextForTests>, headers: Record<string, string>) =>
  (await createApp(context).request('/api/directory/me', { headers })).status

describe('an admin gives a new password', () => {
  it('with which every device and session ends', async () => {
    const { context, done, log } = clinicWith('nina')
    const headers = await signedIn(context, nina)
    expect(await answerTo(context, headers)).toBe(200)
    expect(await renewAccess(context, ada, { userId: nina, invitation: null })).toMatchObject({
      ok: true,
      value: { userId: nina },
    })
    expect(done).toEqual([`POST /v1/reset_password ${nina} new_password,logout_devices`])
    expect(await answerTo(context, headers)).toBe(401)
    const later = { ...context, now: () => now + 2_000 }
    expect(await answerTo(later, await signedIn(later, nina))).toBe(200)
    expect(log()).toEqual(['password-reset'])
  })

  it.each(['@ada:nord.example', '@consilium:nord.example', '@emil:sued.example', '@nobody:nord.example'])(
    'not to %s',
    async (whom) => {
      const { context, done } = clinicWith('ada', 'consilium', 'nina')
      expect(await renewAccess(context, ada, { userId: whom as UserId, invitation: null })).toMatchObject({ ok: false })
      expect(done).toEqual([])
    },
  )
})

describe('an admin gives administration to somebody, and takes it', () => {
  it('at once, each with an entry in the log', async () => {
    const { context, done, log } = clinicWith('nina')
    for (const isClinicAdmin of [true, false])
      expect(await changeRole(context, ada, { userId: nina, isClinicAdmin })).toMatchObject({ ok: true })
    expect(done).toEqual([`PUT /v2/users ${nina} admin`, `PUT /v2/users ${nina} admin`])
    expect(log()).toEqual(['admin-made', 'admin-ended'])
  })

  it('but not from themselves, nor the account of the service', async () => {
    const { context, done } = clinicWith('ada', 'consilium')
    for (const whom of [ada.userId, '@consilium:nord.example' as UserId])
      expect(await changeRole(context, ada, { userId: whom, isClinicAdmin: false })).toMatchObject({ ok: false })
    expect(done).toEqual([])
  })
})

describe('an admin closes an account', () => {
  const withNina = () => {
    const clinic = clinicWith('nina')
    const { db } = clinic.context
    savePerson(db, { userId: nina, name: 'Nina', title: '', specialty: 'cardiology', serviceId: null, searchText: '' })
    saveDuty(db, { userId: nina, tier: 'first', since: 1 })
    const keys = { p256dh: 'x', auth: 'y', createdAt: 1 }
    saveSubscription(db, { ...keys, userId: nina, pushkey: 'k', endpoint: 'https://push.example/k' })
    return clinic
  }

  it('and its sessions, entry, duty and notifications are over at once', async () => {
    const { context, done, log } = withNina()
    const headers = await signedIn(context, nina)
    expect(await closeAccount(context, ada, nina)).toMatchObject({ ok: true })
    expect(done).toEqual([`PUT /v2/users ${nina} locked`, `POST /v1/deactivate ${nina} erase`])
    expect(await answerTo(context, headers)).toBe(401)
    expect(findPerson(context.db, nina)).toBeNull()
    expect(subscriptionsOf(context.db, nina)).toEqual([])
    expect(log()).toEqual(['account-closed'])
  })

  it('again, after a fault half way', async () => {
    const { context } = withNina()
    await closeAccount(context, ada, nina)
    expect(await closeAccount(context, ada, nina)).toMatchObject({ ok: true })
  })

  it('with many conversations: they are told how far it is, and it goes on after the service has ended', async () => {
    const { context, log } = withNina()
    const { admin } = context.homeserver
    const rooms = Array.from({ length: 20 }, (_, at) => `!r${at}`)
    let read = 0
    let killAfter = 10
    context.homeserver.admin = (async (method, path, body) =>
      path.endsWith('/memberships')
        ? { memberships: Object.fromEntries(rooms.map((room) => [room, 'join'])) }
        : admin(method, path, body)) as Homeserver['admin']
    context.homeserver.roomState = async () => {
      read += 1
      // As when the process ends here: nothing more is answered.
      return read > killAfter ? new Promise(() => {}) : []
    }
    const headers = await signedIn(context, nina)
    void closeAccount(context, ada, nina)
    await expect.poll(() => readClosing(context, nina)).toMatchObject({ value: { doneRooms: 8, allRooms: 20 } })
    // At once, however much is left to do.
    expect(await answerTo(context, headers)).toBe(401)
    expect(log()).toEqual([])
    killAfter = Number.POSITIVE_INFINITY
    const restarted = { ...context, db: context.db }
    using _keeper = keepClosings(restarted, newRoomLock())
    await expect.poll(() => readClosing(context, nina)).toMatchObject({ value: { isDone: true, doneRooms: 20 } })
    expect(log()).toEqual(['account-closed'])
  })

  it('without the homeserver: nothing is half done', async () => {
    const { context, goDown } = withNina()
    goDown()
    await expect(closeAccount(context, ada, nina)).rejects.toThrow(HomeserverUnreachable)
    expect(findPerson(context.db, nina)).not.toBeNull()
  })

  it('but not their own', async () => {
    const { context, done } = clinicWith('ada')
    expect(await closeAccount(context, ada, ada.userId)).toMatchObject({ error: { code: 'not-allowed' } })
    expect(done).toEqual([])
  })
})
