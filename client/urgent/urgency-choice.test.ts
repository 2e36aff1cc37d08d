import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RoomId, ServerName, UserId } from '#shared/matrix/ids.ts'
import type { ClinicApi } from '../clinic-api/index.ts'
import type { RoomMember } from '../matrix/types.ts'
import { createUrgencyChoice } from './urgency-choice.ts'

const ida = '@ida:nord.example' as UserId
const emil = { userId: '@emil:sued.example', serverName: 'sued.example' } as RoomMember

const open = (
  answer: () => Promise<Response>,
  around: Partial<{ has: ClinicApi['has']; mayAsk(server: ServerName): boolean }> = {},
) =>
  createRoot((close) => {
    const onWithoutChain = vi.fn()
    const directory = { people: { $get: answer }, search: { $get: answer } }
    const choice = createUrgencyChoice(
      { userId: ida, drafts: { read: () => null, keep: () => {} } } as unknown as Parameters<
        typeof createUrgencyChoice
      >[0],
      { own: { api: { directory } }, has: around.has ?? (() => true) } as unknown as ClinicApi,
      '!room' as RoomId,
      () => [emil],
      onWithoutChain,
      around.mayAsk ?? (() => true),
    )
    choice.choose('stat')
    return { choice, onWithoutChain, close }
  })

describe('an urgent message', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('goes without a chain, and says so, when the directory does not answer in time', async () => {
    const { choice, onWithoutChain, close } = open(() => new Promise(() => {}))
    const ready = choice.ready()
    await vi.advanceTimersByTimeAsync(2_900)
    expect(onWithoutChain).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(await ready).toMatchObject({ to: [emil.userId], chain: [] })
    expect(onWithoutChain).toHaveBeenCalledOnce()
    close()
  })

  it('says nothing of it when the directory knows of nobody, or the chain was chosen', async () => {
    const body = { people: [], services: [], unreachable: [] }
    const { choice, onWithoutChain, close } = open(async () => Response.json(body))
    expect(await choice.ready()).toMatchObject({ chain: [] })
    choice.setChain([{ kind: 'service', id: 'kardiologie', serverName: 'sued.example' as ServerName }])
    expect((await choice.ready())?.chain).toHaveLength(1)
    expect(onWithoutChain).not.toHaveBeenCalled()
    close()
  })

  it('is an ordinary one where the clinic has switched messages off: nobody would be alerted', async () => {
    const { choice, close } = open(() => new Promise(() => {}), { has: (feature) => feature !== 'messaging' })
    expect(choice.hindrance()).toBe('messagesOff')
    expect(choice.chosen()).toBeNull()
    expect(await choice.ready()).toBeNull()
    close()
  })

  it('suggests no department of a clinic with which consults are not agreed', async () => {
    const department = (serverName: string) => ({ id: 'kardiologie', name: 'Kardiologie', serverName, onCallCount: 1 })
    const services = ['nord.example', 'sued.example', 'west.example'].map(department)
    const answer = async () => Response.json({ people: [], services, unreachable: [] })
    const { choice, close } = open(answer, { mayAsk: (server) => server !== 'sued.example' })
    await choice.ready()
    expect(choice.options()).toMatchObject({ others: [{ serverName: 'nord.example' }, { serverName: 'west.example' }] })
    close()
  })
})
