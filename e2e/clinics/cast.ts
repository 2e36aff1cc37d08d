import type { Specialty } from '#shared/directory/specialty.ts'
import type { OnCallTier } from '#shared/directory/tier.ts'

/** The two clinics of the demo, and who works there. */
export type Role = 'physician' | 'specialist' | 'admin'

export type PersonPlan = {
  localpart: string
  name: string
  title: string
  role: Role
  specialty: Specialty
  /** Department that the person belongs to; none for administration. */
  serviceId: string | null
  tier: OnCallTier | null
}

export type ClinicPlan = {
  key: 'nord' | 'sued'
  name: string
  serverName: string
  services: readonly { id: string; name: string; specialty: Specialty }[]
  people: readonly PersonPlan[]
}

export const cast: readonly [ClinicPlan, ClinicPlan] = [
  {
    key: 'nord',
    name: 'Klinikum Nord',
    serverName: 'nord.localhost',
    services: [
      { id: 'notaufnahme', name: 'Zentrale Notaufnahme', specialty: 'emergency-medicine' },
      { id: 'radiologie', name: 'Radiologie', specialty: 'radiology' },
    ],
    people: [
      {
        localpart: 'jana.petersen',
        name: 'Dr. Jana Petersen',
        title: 'Assistenzärztin',
        role: 'physician',
        specialty: 'emergency-medicine',
        serviceId: 'notaufnahme',
        tier: null,
      },
      {
        localpart: 'ole.hansen',
        name: 'Dr. Ole Hansen',
        title: 'Oberarzt',
        role: 'specialist',
        specialty: 'radiology',
        serviceId: 'radiologie',
        tier: 'first',
      },
      {
        localpart: 'katrin.lorenz',
        name: 'Katrin Lorenz',
        title: 'Leitung IT',
        role: 'admin',
        specialty: 'general-medicine',
        serviceId: null,
        tier: null,
      },
    ],
  },
  {
    key: 'sued',
    name: 'Klinikum Süd',
    serverName: 'sued.localhost',
    services: [
      { id: 'kardiologie', name: 'Kardiologie', specialty: 'cardiology' },
      { id: 'neurologie', name: 'Neurologie', specialty: 'neurology' },
    ],
    people: [
      {
        localpart: 'mehmet.yilmaz',
        name: 'Dr. Mehmet Yılmaz',
        title: 'Facharzt',
        role: 'specialist',
        specialty: 'cardiology',
        serviceId: 'kardiologie',
        tier: 'first',
      },
      {
        localpart: 'sofia.brandt',
        name: 'Dr. Sofia Brandt',
        title: 'Oberärztin',
        role: 'specialist',
        specialty: 'cardiology',
        serviceId: 'kardiologie',
        tier: 'second',
      },
      {
        localpart: 'walter.huber',
        name: 'Prof. Dr. Walter Huber',
        title: 'Chefarzt',
        role: 'specialist',
        specialty: 'cardiology',
        serviceId: 'kardiologie',
        tier: 'lead',
      },
      {
        localpart: 'lena.vogt',
        name: 'Dr. Lena Vogt',
        title: 'Fachärztin',
        role: 'specialist',
        specialty: 'neurology',
        serviceId: 'neurologie',
        tier: 'first',
      },
      {
        localpart: 'thomas.keller',
        name: 'Thomas Keller',
        title: 'Administration',
        role: 'admin',
        specialty: 'general-medicine',
        serviceId: null,
        tier: null,
      },
    ],
  },
]
