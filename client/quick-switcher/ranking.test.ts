import { describe, expect, it } from 'vitest'
import { ranked, type Target } from './ranking.ts'

const now = 1_800_000_000_000
const hour = 60 * 60_000
const target = (name: string, more: Partial<Target> = {}): Target => ({
  key: name,
  kind: 'conversation',
  name,
  detail: '',
  at: 0,
  ...more,
})
const find = (typed: string, targets: Target[], limit = 9) => ranked(targets, typed, now, limit).map(({ name }) => name)

const all = [
  target('Dr. Anna Müller', { detail: 'Klinikum Süd', at: now - 5 * hour }),
  target('Kardiologie', { at: now - 40 * 24 * hour }),
  target('Frühdienst Kardiologie', { at: now - hour }),
  target('Jan Weiß', { kind: 'person', detail: 'Kardiologie, Klinikum Nord' }),
  target('Einstellungen', { kind: 'view' }),
]

describe('the quick switcher', () => {
  it.each([
    ['mueller', ['Dr. Anna Müller']],
    ['muller sud', ['Dr. Anna Müller']],
    ['weiss', ['Jan Weiß']],
    ['dienst', ['Frühdienst Kardiologie']],
    ['krdlgi', ['Frühdienst Kardiologie', 'Kardiologie', 'Jan Weiß']],
    ['einst', ['Einstellungen']],
    ['xyz', []],
  ])('finds %j', (typed, expected) => {
    expect(find(typed, all)).toEqual(expected)
  })

  it('has what fits in the name before what fits beside it, and of these what was busy lately', () => {
    expect(find('kardiologie', all)).toEqual(['Frühdienst Kardiologie', 'Kardiologie', 'Jan Weiß'])
    expect(find('kardio', all).at(-1)).toBe('Jan Weiß')
  })

  it('finds by what is not shown, after what says so itself', () => {
    const cardiologist = target('Dr. Eva Roth', { kind: 'person', detail: 'Fachärztin', also: 'herz cardiology' })
    expect(find('herz', [cardiologist, target('Herzkonferenz'), ...all])).toEqual(['Herzkonferenz', 'Dr. Eva Roth'])
  })

  it('shows what was busy last before anybody types, and no list of people', () => {
    expect(find('', all, 3)).toEqual(['Frühdienst Kardiologie', 'Dr. Anna Müller', 'Kardiologie'])
    expect(find('  ', all)).not.toContain('Jan Weiß')
  })
})
