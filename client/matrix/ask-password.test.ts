import { type AuthDict, MatrixError } from 'matrix-js-sdk'
import { describe, expect, test } from 'vitest'
import { askPassword } from './ask-password.ts'
import { NotConfirmed, WrongPassword } from './errors.ts'

type Auth = AuthDict | null

const challenge = (errcode?: string) =>
  new MatrixError({ ...(errcode ? { errcode } : {}), session: 's1', flows: [{ stages: ['m.login.password'] }] }, 401)

/** A homeserver that lets pass who knows the password. */
const guarded = () => {
  const seen: Auth[] = []
  return {
    seen,
    async ask(auth: Auth) {
      seen.push(auth)
      if (!auth) throw challenge()
      if (!('password' in auth) || auth.password !== 'right') throw challenge('M_FORBIDDEN')
      return 'done'
    },
  }
}

test('the password stays here while the homeserver does not ask', async () => {
  const seen: Auth[] = []
  await askPassword('@a:nord.localhost', 'right')(async (auth: Auth) => void seen.push(auth))
  expect(seen).toEqual([null])
})

test('the password is sent with the session that the homeserver named', async () => {
  const server = guarded()
  expect(await askPassword('@a:nord.localhost', 'right')(server.ask)).toBe('done')
  expect(server.seen[1]).toEqual({
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user: '@a:nord.localhost' },
    password: 'right',
    session: 's1',
  })
})

test('a wrong password is called so', async () => {
  await expect(askPassword('@a:nord.localhost', 'wrong')(guarded().ask)).rejects.toBeInstanceOf(WrongPassword)
})

test('without a password none is tried', async () => {
  const server = guarded()
  await expect(askPassword('@a:nord.localhost', undefined)(server.ask)).rejects.toBeInstanceOf(WrongPassword)
  expect(server.seen).toEqual([null])
})

test('a refusal that no password helps against stays what it is', async () => {
  const limited = new MatrixError({ errcode: 'M_LIMIT_EXCEEDED' }, 429)
  await expect(askPassword('@a:nord.localhost', 'right')(() => Promise.reject(limited))).rejects.toBe(limited)
  const sso = new MatrixError({ session: 's1', flows: [{ stages: ['m.login.sso'] }] }, 401)
  await expect(askPassword('@a:nord.localhost', 'right')(() => Promise.reject(sso))).rejects.toBe(sso)
})

describe('who signs in by the hospital’s provider', () => {
  const byProvider = () => new MatrixError({ session: 's2', flows: [{ stages: ['m.login.sso'] }] }, 401)
  /** A homeserver that hears of the confirmation when it has been asked so often. */
  const homeserver = (confirmedAfter: number) => {
    const seen: Auth[] = []
    return {
      seen,
      async ask(auth: Auth) {
        seen.push(auth)
        if (seen.length <= confirmedAfter) throw byProvider()
        return 'done'
      },
    }
  }
  const elsewhere = (mostLooks: number) => {
    const asked: string[] = []
    let looks = 0
    const look = async () => {
      looks += 1
      if (looks > mostLooks) throw new NotConfirmed()
    }
    return { asked, ask: (session: string) => void asked.push(session), look }
  }

  test('is asked there once, and needs no password', async () => {
    const [server, provider] = [homeserver(3), elsewhere(9)]
    expect(await askPassword('@a:nord.localhost', undefined, provider)(server.ask)).toBe('done')
    expect(provider.asked).toEqual(['s2'])
    expect(server.seen).toEqual([null, ...Array.from({ length: 3 }, () => ({ session: 's2' }))])
  })

  test('and does not say there that it is them: nothing is done', async () => {
    await expect(askPassword('@a:nord.localhost', undefined, elsewhere(2))(homeserver(9).ask)).rejects.toThrow(
      NotConfirmed,
    )
    await expect(askPassword('@a:nord.localhost', undefined)(homeserver(9).ask)).rejects.toThrow(MatrixError)
  })
})
