import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ServerName } from '#shared/matrix/ids.ts'
import type { Partner } from '#shared/partners/api.ts'
import { createPartnerList } from './partner-list.ts'

const sued = 'sued.localhost' as ServerName
const partnerOf = (change: Partial<Partner> = {}): Partner => ({
  serverName: sued,
  name: 'Klinikum Süd',
  url: 'https://sued.localhost',
  livekitUrl: null,
  status: 'active',
  proposedBy: null,
  suspendedBy: null,
  isDeclined: false,
  isShutByThem: false,
  since: 1,
  keyFingerprint: null,
  card: null,
  changed: null,
  services: ['messaging', 'directory', 'consults', 'teleconsult', 'case-files'],
  until: null,
  limits: null,
  ...change,
})

/** What of the browser the list touches. */
beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', { visibilityState: 'visible' })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
  })
})
afterEach(() => vi.unstubAllGlobals())

const withList = async (
  read: () => Promise<Partner[]>,
  look: (list: ReturnType<typeof createPartnerList>) => Promise<void>,
) => {
  const { list, dispose } = createRoot((end) => ({ list: createPartnerList(read), dispose: end }))
  try {
    await look(list)
  } finally {
    dispose()
  }
}

describe('the list of partners', () => {
  it('knows the address of a partner after the first answer', () =>
    withList(
      async () => [partnerOf()],
      async (list) => {
        expect(await list.addressOf(sued)).toBe('https://sued.localhost')
      },
    ))

  it.each([
    ['suspended' as const, 'partner-suspended'],
    ['ended' as const, 'partner-unknown'],
    ['proposed' as const, 'partner-unknown'],
  ])('sends nobody to a partner that is %s', (status, code) =>
    withList(
      async () => [partnerOf({ status })],
      async (list) => {
        await expect(list.addressOf(sued)).rejects.toMatchObject({ code })
      },
    ),
  )

  it('asks once more before it says that a clinic is no partner', async () => {
    const answers = [[], [partnerOf()]]
    await withList(
      async () => answers.shift() ?? [],
      async (list) => {
        await list.refresh()
        expect(await list.addressOf(sued)).toBe('https://sued.localhost')
      },
    )
  })

  it('keeps what it knew while the service is down, also over a reload', async () => {
    await withList(
      async () => [partnerOf()],
      async (list) => list.refresh(),
    )
    await withList(
      () => Promise.reject(new Error('down')),
      async (list) => {
        expect(list.partners().map(({ name }) => name)).toEqual(['Klinikum Süd'])
      },
    )
  })
})
