import { expect, test } from 'vitest'
import { mayShowText } from './burned-in.ts'

const slice = {
  modality: 'CT',
  sopClass: '1.2.840.10008.5.1.4.1.1.2',
  burnedIn: '',
  imageType: 'ORIGINAL\\PRIMARY',
  hasPixels: true,
}

test.each([
  ['a slice of a scanner', {}, false],
  ['a slice whose device says that a name is in it', { burnedIn: 'YES' }, true],
  ['an ultrasound', { modality: 'US' }, true],
  ['an ultrasound whose device says that none is in it', { modality: 'US', burnedIn: 'NO' }, true],
  ['a screenshot beside the slices', { sopClass: '1.2.840.10008.5.1.4.1.1.7' }, true],
  ['a dose page among the slices', { imageType: 'DERIVED\\SECONDARY\\SCREEN SAVE' }, true],
  ['a report', { modality: 'US', hasPixels: false }, false],
])('%s', (_, says, asks) => {
  expect(mayShowText({ ...slice, ...says })).toBe(asks)
})
