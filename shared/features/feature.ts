import * as v from 'valibot'
import { healthcareService } from '../directory/api.ts'

/**
 * What a clinic switches on and off for its people, in the order in which it is shown. Directory, teleconsult and case
 * files are parts of what is around them; nothing that is stored goes when one is switched off.
 */
export const features = ['messaging', 'consults', 'teleconsult', 'case-files', 'directory', 'board'] as const
export const feature = v.picklist(features)
export type Feature = v.InferOutput<typeof feature>

/** What is nothing without another one. */
const needed: Partial<Record<Feature, Feature>> = { board: 'consults' }

/** A department that is excepted, by its id, has it the other way round. */
export const featureSetting = v.object({
  isOn: v.boolean(),
  exceptIn: v.pipe(v.array(healthcareService.entries.id), v.maxLength(500)),
})
export type FeatureSetting = v.InferOutput<typeof featureSetting>

const ofEach = <T>(value: T): Record<Feature, T> => ({
  messaging: value,
  consults: value,
  teleconsult: value,
  'case-files': value,
  directory: value,
  board: value,
})

export const featureSettings = v.object(ofEach(featureSetting))
export type FeatureSettings = v.InferOutput<typeof featureSettings>

/** Of a clinic whose admin has decided nothing. */
export const allFeaturesOn: FeatureSettings = ofEach({ isOn: true, exceptIn: [] })

/** `department`: of whom, or of what, is asked; null for who is in none, and for everybody of another clinic. */
export const hasFeature = (settings: FeatureSettings, wanted: Feature, department: string | null): boolean => {
  const { isOn, exceptIn } = settings[wanted]
  const isExcepted = department !== null && exceptIn.includes(department)
  const before = needed[wanted]
  return isOn !== isExcepted && (before === undefined || hasFeature(settings, before, department))
}

/** Whether anybody has it: what guests of somebody of ours depend on. */
export const isOnSomewhere = (settings: FeatureSettings, wanted: Feature): boolean =>
  settings[wanted].isOn || settings[wanted].exceptIn.length > 0

export const featuresOf = (settings: FeatureSettings, department: string | null): Feature[] =>
  features.filter((one) => hasFeature(settings, one, department))
