import { expect, it } from 'vitest'
import type { Partner } from '#shared/partners/api.ts'
import { asksAdmin } from './asks-admin.ts'

const changed = {} as Partner['changed']

it.each<[string, Parameters<typeof asksAdmin>[0], boolean]>([
  ['offers a partnership', { status: 'proposed', proposedBy: 'them', changed: null }, true],
  ['has an offer of ours', { status: 'proposed', proposedBy: 'us', changed: null }, false],
  ['is a partner', { status: 'active', proposedBy: null, changed: null }, false],
  ['is a partner with another card', { status: 'active', proposedBy: null, changed }, true],
  ['was a partner, with another card', { status: 'ended', proposedBy: null, changed }, false],
])('a clinic that %s waits for an admin: %o', (_, partner, asks) => {
  expect(asksAdmin(partner)).toBe(asks)
})
