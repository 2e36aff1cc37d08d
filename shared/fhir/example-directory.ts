import type { HealthcareService, PractitionerRole } from '../directory/api.ts'
import type { ServerName, UserId } from '../matrix/ids.ts'
import {
  type ClinicOfDirectory,
  healthcareServiceResource,
  operationOutcome,
  organizationResource,
  practitionerResource,
  practitionerRoleResource,
  searchset,
} from './directory.ts'
import type { Resource } from './people.ts'

const serverName = 'sued.localhost' as ServerName

export const exampleDirectoryClinic: ClinicOfDirectory = {
  name: 'Klinikum Süd',
  serverName,
  url: 'https://sued.localhost',
}

const person: PractitionerRole = {
  userId: '@sofia_k:sued.localhost' as UserId,
  name: 'Dr. Sofia Klein',
  title: 'Oberärztin',
  specialty: 'cardiology',
  serviceId: 'cardiology',
  onCall: true,
  notAvailable: {
    description: 'absent',
    during: { end: Date.parse('2026-12-01T08:00:00Z') },
    cover: null,
    isForwarding: false,
  },
  takesConsults: true,
  takesMessages: true,
}

const service: HealthcareService = {
  id: 'cardiology',
  name: 'Kardiologie',
  specialty: 'cardiology',
  serverName,
  onCallCount: 1,
  onDuty: [],
  usualAnswerMs: null,
  usualConsultMs: null,
  takesConsults: true,
  takesMessages: true,
  phone: '+49 30 4711',
  times: {
    timeZone: 'Europe/Berlin',
    availableTime: [{ daysOfWeek: ['mon', 'tue'], availableStartTime: '08:00', availableEndTime: '16:00' }],
    acceptWithin: {},
    answerWithin: {},
  },
}

const entry = (mode: 'match' | 'include') => (resource: Resource) => ({
  fullUrl: `${exampleDirectoryClinic.url}/api/fhir/${resource.resourceType}/${String(resource['id'])}`,
  resource,
  search: { mode },
})

/** Everything that an answer may hold. */
export const exampleSearchset = searchset(
  [
    entry('match')(practitionerRoleResource(person)),
    ...[
      practitionerResource(person),
      healthcareServiceResource(service),
      organizationResource(exampleDirectoryClinic),
    ].map(entry('include')),
    {
      fullUrl: 'urn:uuid:5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b12',
      resource: operationOutcome('warning', 'partner-unreachable', 'west.localhost has not answered in time.'),
      search: { mode: 'outcome' },
    },
  ],
  { total: 1, self: `${exampleDirectoryClinic.url}/api/fhir/all/PractitionerRole` },
)
