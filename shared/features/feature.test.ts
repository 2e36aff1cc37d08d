import { describe, expect, it } from 'vitest'
import { allFeaturesOn, type FeatureSettings, features, featuresOf, hasFeature } from './feature.ts'

const offIn = (...exceptIn: string[]): FeatureSettings => ({ ...allFeaturesOn, consults: { isOn: true, exceptIn } })

describe('what a clinic has switched on', () => {
  it('is everything until somebody decides', () => {
    expect(featuresOf(allFeaturesOn, null)).toEqual(features)
    expect(featuresOf(allFeaturesOn, 'kardio')).toEqual(features)
  })

  it.each([
    ['on, and off in one department', true, ['kardio'], { kardio: false, neuro: true, none: true }],
    ['off, and on in one department', false, ['kardio'], { kardio: true, neuro: false, none: false }],
    ['off for everybody', false, [], { kardio: false, neuro: false, none: false }],
  ] as const)('can be %s', (_, isOn, exceptIn, expected) => {
    const settings: FeatureSettings = { ...allFeaturesOn, messaging: { isOn, exceptIn: [...exceptIn] } }
    expect({
      kardio: hasFeature(settings, 'messaging', 'kardio'),
      neuro: hasFeature(settings, 'messaging', 'neuro'),
      none: hasFeature(settings, 'messaging', null),
    }).toEqual(expected)
  })

  it('has no board where there are no consults', () => {
    expect(hasFeature(offIn('kardio'), 'board', 'kardio')).toBe(false)
    expect(hasFeature(offIn('kardio'), 'board', 'neuro')).toBe(true)
  })
})
