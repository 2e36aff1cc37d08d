import { expect, test, vi } from 'vitest'
import { withEarlyAnswers } from './early-answers.ts'

const versions = 'https://nord.example/_matrix/client/versions'
const rules = 'https://nord.example/_matrix/client/v3/pushrules/'

const homeserver = (status = 200) => {
  const asked: string[] = []
  const fetch = vi.fn(async (input: RequestInfo | URL) => {
    asked.push(String(input))
    return Response.json({ nth: asked.length }, { status })
  })
  return { asked, fetch: withEarlyAnswers({ homeserverUrl: 'https://nord.example', accessToken: 'token', fetch }) }
}

test('what is asked first is there before it is asked for, once', async () => {
  const { asked, fetch } = homeserver()
  expect(asked).toEqual([versions, rules])
  expect(await (await fetch(rules)).json()).toEqual({ nth: 2 })
  expect(asked).toHaveLength(2)
  expect(await (await fetch(rules)).json()).toEqual({ nth: 3 })
})

test('a refusal is asked for again', async () => {
  const { asked, fetch } = homeserver(500)
  await fetch(versions)
  expect(asked).toEqual([versions, rules, versions])
})

test('a change is no question', async () => {
  const { asked, fetch } = homeserver()
  await fetch(rules, { method: 'PUT' })
  expect(asked).toHaveLength(3)
})

test('everything else goes its way', async () => {
  const { asked, fetch } = homeserver()
  await fetch('https://nord.example/_matrix/client/v3/sync?timeout=0')
  expect(asked.at(-1)).toBe('https://nord.example/_matrix/client/v3/sync?timeout=0')
})
