/**
 * Medical specialties by SNOMED CT code, as FHIR R4 PractitionerRole.specialty binds them
 * (value set c80-practice-codes). The words for people are in `client/i18n`.
 */
export const specialties = {
  anaesthetics: '394577000',
  cardiology: '394579002',
  dermatology: '394582007',
  'emergency-medicine': '773568002',
  'general-medicine': '394802001',
  'general-surgery': '394609007',
  neurology: '394591006',
  oncology: '394592004',
  paediatrics: '394537008',
  pulmonology: '418112009',
  radiology: '394914008',
} as const

export type Specialty = keyof typeof specialties
export const specialtyNames = Object.keys(specialties) as [Specialty, ...Specialty[]]
