import { describe, expect, it } from 'vitest'
import { foldedText, occursIn, soughtWords } from './search-text.ts'

const finds = (typed: string, text: string) => occursIn(foldedText(text), soughtWords(typed))

describe('what somebody types finds', () => {
  it.each([
    ['herz', 'Akuter Herzinfarkt'],
    ['infarkt', 'Akuter Hinterwandinfarkt'],
    ['INFARKT akuter', 'Akuter Hinterwandinfarkt'],
    ['geräusch', 'ein Herzgeraeusch links'],
    ['geraeusch', 'ein Herzgeräusch links'],
    ['gerausch', 'ein Herzgeräusch links'],
    ['müller', 'Frau Mueller, Zimmer 4'],
    ['mueller', 'Frau Müller, Zimmer 4'],
    ['großhirn', 'Grosshirninfarkt'],
    ['erkrankung', 'Neuerkrankung im März'],
    ['einstellung', 'Neueinstellung des Marcumar'],
    ['feuer', 'Feuermal'],
    ['1,82', 'Troponin T 1,82 ng/ml'],
    ['ct', 'CT heute noch'],
    ['ekg st', 'EKG: ST-Hebung in II'],
    ['café', 'cafe au lait'],
    ['ödem', 'Lungenoedem'],
    ['ле', 'лечение'],
  ])('%s in „%s“', (typed, text) => expect(finds(typed, text)).toBe(true))

  it.each([
    ['infarkt links', 'Hinterwandinfarkt rechts'],
    // Two letters stand in the middle of nearly everything.
    ['ct', 'Octreotid'],
    ['herz', 'Schmerz'],
  ])('not %s in „%s“', (typed, text) => expect(finds(typed, text)).toBe(false))

  it('all of it, when nothing but signs was typed', () => expect(soughtWords(' -- ! ')).toEqual([]))
})
