import { describe, expect, it } from 'vitest'
import type { ChangedCard } from './api.ts'
import { changesOf } from './card-changes.ts'

const technical = { purpose: 'technical', name: 'IT', phone: '0431 1', email: 'it@nord.example' } as const
const policy = { title: 'Datenschutz', url: 'https://nord.example/datenschutz' }
const full = { contacts: [technical], specialties: ['cardiology' as const, 'neurology' as const], policies: [policy] }

describe('a card that has changed', () => {
  const now: ChangedCard = {
    name: 'Nord',
    url: 'https://nord.example',
    livekitUrl: null,
    keyFingerprint: Array(16).fill('AAAA').join(' '),
    card: full,
  }

  it('says which parts are not what was agreed to', () => {
    expect(changesOf(now, now)).toEqual([])
    expect(changesOf({ ...now, card: null }, now)).toEqual(['contacts', 'specialties', 'policies'])
    expect(changesOf({ ...now, name: 'Süd', keyFingerprint: null }, now)).toEqual(['name', 'keys'])
    expect(changesOf({ ...now, livekitUrl: 'wss://nord.example' }, now)).toEqual(['url'])
  })

  it('is the same in another order', () => {
    expect(changesOf(now, { ...now, card: { ...full, specialties: full.specialties.toReversed() } })).toEqual([])
  })
})
