import type { Specialty } from '#shared/directory/specialty.ts'
import type { OnCallTier } from '#shared/directory/tier.ts'

/** The clinics of the demo, and who works there. */
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
  key: string
  name: string
  serverName: string
  services: readonly { id: string; name: string; specialty: Specialty }[]
  people: readonly PersonPlan[]
}

const firstTwo: readonly [ClinicPlan, ClinicPlan] = [
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

/** Those who come after the first two: key, name, and who works there. */
const further = [
  ['west', 'Klinikum West', 'Dr. Clara Weber', 'Dr. Jonas Albrecht', 'Petra Simon'],
  ['ost', 'Klinikum Ost', 'Dr. Miriam Lang', 'Dr. Piotr Nowak', 'Uwe Krause'],
  ['mitte', 'Klinikum Mitte', 'Dr. Aylin Demir', 'Dr. Stefan Roth', 'Heike Busch'],
  ['see', 'Klinik am See', 'Dr. Nora Fuchs', 'Dr. Igor Petrow', 'Jens Winter'],
  ['berg', 'Bergklinik', 'Dr. Lea Seidel', 'Dr. Marco Rossi', 'Silke Franke'],
  ['wald', 'Waldklinik', 'Dr. Hanna Vogel', 'Dr. Tobias Engel', 'Ralf Horn'],
  ['heide', 'Heideklinik', 'Dr. Frida Arnold', 'Dr. Yusuf Kaya', 'Anja Pohl'],
  ['hafen', 'Klinikum am Hafen', 'Dr. Greta Jansen', 'Dr. Linus Haas', 'Dirk Sommer'],
  ['insel', 'Inselklinik', 'Dr. Wiebke Claasen', 'Dr. Omar Haddad', 'Birgit Thoms'],
  ['tal', 'Klinikum im Tal', 'Dr. Paula Graf', 'Dr. Emre Şahin', 'Kai Bergmann'],
  ['linden', 'Lindenklinik', 'Dr. Ella Busse', 'Dr. Viktor Maier', 'Sabine Otto'],
  ['stein', 'Klinikum Stein', 'Dr. Ida Ziegler', 'Dr. Luca Bianchi', 'Frank Beck'],
  ['quelle', 'Klinik an der Quelle', 'Dr. Romy Jahn', 'Dr. Milan Horvat', 'Ute Keller'],
] as const
const furtherServices = [
  { id: 'innere', name: 'Innere Medizin', specialty: 'general-medicine' },
  { id: 'chirurgie', name: 'Chirurgie', specialty: 'general-surgery' },
] as const

const localpartOf = (name: string) =>
  name
    .replace(/^Dr\. /, '')
    .toLowerCase()
    .replaceAll('ş', 's')
    .replaceAll(' ', '.')

const furtherPlan = ([key, name, ...people]: (typeof further)[number]): ClinicPlan => {
  const [internist, surgeon, admin] = people.map((person) => ({ localpart: localpartOf(person), name: person }))
  if (!internist || !surgeon || !admin) throw new Error(`${name} needs three people`)
  const [inner, surgery] = furtherServices
  const works = { specialty: inner.specialty, serviceId: inner.id, tier: null }
  return {
    key,
    name,
    serverName: `${key}.localhost`,
    services: furtherServices,
    people: [
      { ...internist, ...works, title: 'Oberärztin', role: 'specialist', tier: 'first' },
      {
        ...surgeon,
        ...works,
        title: 'Facharzt',
        role: 'physician',
        specialty: surgery.specialty,
        serviceId: surgery.id,
      },
      { ...admin, ...works, title: 'Administration', role: 'admin', serviceId: null },
    ],
  }
}

const all: readonly ClinicPlan[] = [...firstTwo, ...further.map(furtherPlan)]
export const mostClinics = all.length

/** The first so many clinics, two at least. */
export const castOf = (count: number): readonly ClinicPlan[] => all.slice(0, count)
