import { describe, expect, it } from 'vitest'
import { emptyCard } from '#shared/clinic/card.ts'
import { cardOfDraft, draftOfCard, faultOfPolicy, isEmail, isSound } from './card-draft.ts'

const technical = { purpose: 'technical', name: 'IT', phone: '0431 1', email: 'it@nord.example' } as const
const policy = { title: 'Datenschutz', url: 'https://nord.example/datenschutz' }
const full = { contacts: [technical], specialties: ['cardiology' as const], policies: [policy] }

describe('the card that is typed', () => {
  it('comes out as it went in, without what was left empty', () => {
    expect(cardOfDraft(draftOfCard(full))).toEqual(full)
    const draft = draftOfCard(emptyCard)
    expect(cardOfDraft({ ...draft, policies: [{ title: ' ', url: '' }] })).toEqual(emptyCard)
  })

  it('is sent only with addresses that can be written to and opened', () => {
    expect(['', 'it@nord.example', ' it@nord.example '].map(isEmail)).toEqual([true, true, true])
    expect(['it', 'it @nord.example', '<it@nord.example>'].map(isEmail)).toEqual([false, false, false])
    expect(faultOfPolicy(policy)).toBeNull()
    expect(faultOfPolicy({ ...policy, title: ' ' })).toBe('title')
    for (const url of ['http://nord.example', 'javascript:alert(1)', 'nord.example', ''])
      expect(faultOfPolicy({ ...policy, url })).toBe('url')
    expect(isSound(draftOfCard(full))).toBe(true)
    expect(isSound({ ...draftOfCard(full), policies: [{ title: 'Datenschutz', url: '' }] })).toBe(false)
  })
})
