import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SearchOutput } from '#shared/directory/api.ts'
import type { ServerName } from '#shared/matrix/ids.ts'
import { type Question, withPart } from './ask-directory.ts'
import { createDirectorySearch } from './directory-search.ts'

const answer = (name: string): SearchOutput =>
  ({ people: [{ userId: `@${name}:nord.example`, name }], services: [], unreachable: [] }) as unknown as SearchOutput
const nameIn = (found: SearchOutput | null) => found?.people[0]?.name ?? null

const sued = 'sued.example' as ServerName

const open = () =>
  createRoot((close) => {
    const [question, setQuestion] = createSignal<Question>({ q: '', specialty: null })
    const asked: { q: string; arrive(name: string): void; answer(name: string): void; fail(): void }[] = []
    const search = createDirectorySearch(question, ({ q }, arrive) => {
      const { promise, resolve, reject } = Promise.withResolvers<SearchOutput>()
      asked.push({
        q,
        arrive: (name) => arrive({ ...answer(name), waiting: [sued] }),
        answer: (name) => resolve(answer(name)),
        fail: () => reject(new Error('gone')),
      })
      return promise
    })
    return { search, asked, type: (q: string) => setQuestion({ q, specialty: null }), close }
  })

describe('searching the directory', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('window', new EventTarget())
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('asks once when typing pauses, not for every letter', async () => {
    const { asked, type, close } = open()
    await vi.advanceTimersByTimeAsync(0)
    for (const q of ['m', 'mü', 'mül']) {
      type(q)
      await vi.advanceTimersByTimeAsync(100)
    }
    await vi.advanceTimersByTimeAsync(100)
    expect(asked.map(({ q }) => q)).toEqual(['', 'mül'])
    close()
  })

  it('says from the first letter on that what is there answers another question', async () => {
    const { search, asked, type, close } = open()
    await vi.advanceTimersByTimeAsync(0)
    asked[0]?.answer('Alle')
    await vi.advanceTimersByTimeAsync(0)
    expect(search.isSearching()).toBe(false)
    type('m')
    expect(search.isSearching()).toBe(true)
    await vi.advanceTimersByTimeAsync(200)
    asked[1]?.answer('Müller')
    await vi.advanceTimersByTimeAsync(0)
    expect([nameIn(search.found()), search.isSearching()]).toEqual(['Müller', false])
    close()
  })

  it('says so too when the answer to what was asked before comes while somebody types', async () => {
    const { search, asked, type, close } = open()
    await vi.advanceTimersByTimeAsync(0)
    type('müller')
    asked[0]?.answer('Alle')
    await vi.advanceTimersByTimeAsync(100)
    expect([nameIn(search.found()), search.isSearching()]).toEqual(['Alle', true])
    await vi.advanceTimersByTimeAsync(100)
    asked[1]?.answer('Müller')
    await vi.advanceTimersByTimeAsync(0)
    expect([nameIn(search.found()), search.isSearching()]).toEqual(['Müller', false])
    close()
  })

  it('drops an answer that comes after a newer question', async () => {
    const { search, asked, type, close } = open()
    await vi.advanceTimersByTimeAsync(0)
    type('müller')
    await vi.advanceTimersByTimeAsync(200)
    asked[1]?.answer('Müller')
    await vi.advanceTimersByTimeAsync(0)
    asked[0]?.answer('Alle')
    await vi.advanceTimersByTimeAsync(0)
    expect(nameIn(search.found())).toBe('Müller')
    expect(search.isSearching()).toBe(false)
    close()
  })

  it('keeps the entry of who is the same when it looks again', async () => {
    const { search, asked, close } = open()
    await vi.advanceTimersByTimeAsync(0)
    asked[0]?.answer('Müller')
    await vi.advanceTimersByTimeAsync(0)
    const [entry] = search.found()?.people ?? []
    search.again()
    asked[1]?.answer('Müller')
    await vi.advanceTimersByTimeAsync(0)
    expect(search.found()?.people[0]).toBe(entry)
    close()
  })

  it('keeps what was found when the next question fails, and says so', async () => {
    const { search, asked, close } = open()
    await vi.advanceTimersByTimeAsync(0)
    asked[0]?.answer('Müller')
    await vi.advanceTimersByTimeAsync(0)
    search.again()
    asked[1]?.fail()
    await vi.advanceTimersByTimeAsync(0)
    expect(nameIn(search.found())).toBe('Müller')
    expect(search.error()).toBe('internal')
    close()
  })
  it('shows what has come while another clinic is still silent, and says which', async () => {
    const { search, asked, close } = open()
    await vi.advanceTimersByTimeAsync(0)
    asked[0]?.arrive('Müller')
    expect([nameIn(search.found()), search.waiting(), search.isSearching()]).toEqual(['Müller', [sued], true])
    asked[0]?.answer('Müller')
    await vi.advanceTimersByTimeAsync(0)
    expect([search.waiting(), search.isSearching()]).toEqual([[], false])
    close()
  })

  it('changes at once, and not clinic by clinic, when it looks again', async () => {
    const { search, asked, close } = open()
    await vi.advanceTimersByTimeAsync(0)
    asked[0]?.answer('Müller')
    await vi.advanceTimersByTimeAsync(0)
    search.again()
    asked[1]?.arrive('Meier')
    expect(nameIn(search.found())).toBe('Müller')
    asked[1]?.answer('Meier')
    await vi.advanceTimersByTimeAsync(0)
    expect(nameIn(search.found())).toBe('Meier')
    close()
  })
})

it('puts the answers of the clinics together as they come', () => {
  const nord = 'nord.example' as ServerName
  const { people } = answer('Müller')
  const asked = withPart(
    { people: [], services: [], unreachable: [], waiting: [] },
    { state: 'asked', servers: [nord, sued] },
  )
  const half = withPart(asked, { state: 'answered', server: nord, people, services: [] })
  expect([half.people, half.waiting]).toEqual([people, [sued]])
  expect(withPart(half, { state: 'silent', server: sued })).toMatchObject({ people, unreachable: [sued], waiting: [] })
})
