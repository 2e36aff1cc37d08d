import type { Shape } from '#shared/dicom/annotations.ts'
import type { imagingWords } from '../../i18n/words/imaging.ts'
import type { Measured, Spacing } from './measure.ts'

type Words = (typeof imagingWords)['de']

const digits = (value: number): string => value.toFixed(Math.abs(value) >= 100 ? 0 : 1)

const unit = (w: Words, spacing: Spacing | null, square: boolean): string => {
  if (!spacing) return w.pixels
  const mm = square ? 'mm²' : 'mm'
  return spacing.of === 'detector' ? w.atDetector(mm) : mm
}

/** "12.3 mm", as scanners write it. */
export const saidOf = (w: Words, measured: Measured): string => {
  switch (measured.kind) {
    case 'length':
      return `${digits(measured.value)} ${unit(w, measured.spacing, false)}`
    case 'angle':
      return `${digits(measured.value)}°`
    case 'roi': {
      const area = `${digits(measured.area)} ${unit(w, measured.spacing, true)}`
      const { statistics } = measured
      return statistics ? w.region(area, digits(statistics.mean), digits(statistics.deviation)) : area
    }
    case 'key-image':
      return w.keyImage
    default:
      return measured satisfies never
  }
}

export const nameOfShape = (w: Words, { kind }: Shape): string => (kind === 'key-image' ? w.keyImage : w[`${kind}Name`])
