import { describe, expect, it } from 'vitest'
import { nameFault } from './group-name.ts'

describe('the name of a conversation', () => {
  it.each([
    'Frühdienst Kardiologie',
    'Tumorboard Dienstag',
    'Team Station 4',
    'OP-Planung KW 12/2026',
    'Stroke Nord-Süd',
    'Verlegungen & Betten',
    'Haus Anna Station 3',
    'St. Josef Intensiv',
    'Neonatologie 24/7',
    'Telefon 4711',
    'Kardiologie, Neurologie und Radiologie',
    'Rücksprache Dr. Yılmaz',
    'Patientensicherheit',
    'Frauenklinik',
  ])('may be %j', (name) => {
    expect(nameFault(name)).toBe(null)
  })

  it.each([
    ['   ', 'empty'],
    ['x'.repeat(61), 'too-long'],
    ['Müller 03.04.1956', 'birth-date'],
    ['EKG 3.4.56', 'birth-date'],
    ['Fall 1956-04-03', 'birth-date'],
    ['Konsil geb. 1956', 'birth-date'],
    ['M. *1956', 'birth-date'],
    ['Jahrgang 1956, Sturz', 'birth-date'],
    ['Fall 20261234', 'number'],
    ['A123456789', 'number'],
    ['Herr Müller', 'patient'],
    ['Verlegung Frau Yılmaz', 'patient'],
    ['Pat. Schmidt', 'patient'],
    ['Patientin Roth Zimmer 4', 'patient'],
    ['Anna Müller', 'person'],
    ['Verlegung Hans-Peter Schmidt Jürgen Groß', 'person'],
    ['Müller, Anna', 'person'],
    ['Schmidt-Maier, E.', 'person'],
  ])('must not be %j: %s', (name, fault) => {
    expect(nameFault(name)).toBe(fault)
  })
})
