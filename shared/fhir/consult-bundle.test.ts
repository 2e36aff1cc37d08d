import { describe, expect, it } from 'vitest'
import { request, transition } from '../consults/task.ts'
import type { EventId, RoomId, ServerName, UserId } from '../matrix/ids.ts'
import { base64OfText } from './base64.ts'
import { consultBundle } from './consult-bundle.ts'
import type { ConsultRecord } from './consult-record.ts'

const asker = '@nina:nord.localhost' as UserId
const owner = '@ernst:sued.localhost' as UserId
const patient = {
  name: 'Muster, Erika Maria',
  birthDate: '1950-03-01',
  sex: 'female',
  insuranceNumber: 'A123456789',
} as const
const start = Date.UTC(2026, 10, 24, 3, 0)

const taskThen = () => {
  const asked = request(
    {
      label: '7F3A',
      requestId: '5f0c2c0e-9b1f-4b3c-8a53-2f7a5a9f1b11',
      requester: asker,
      priority: 'stat',
      service: {
        id: 'kardiologie',
        name: 'Kardiologie',
        specialty: 'cardiology',
        serverName: 'sued.localhost' as ServerName,
        practitioner: null,
      },
      onCall: [{ userId: owner, tier: 'first' }],
    },
    start,
  )
  if (!asked.ok) throw new Error(asked.error.code)
  const actor = { kind: 'person', userId: owner } as const
  const accepted = transition(asked.value, { to: 'accepted' }, actor, start + 60_000)
  if (!accepted.ok) throw new Error(accepted.error.code)
  const done = transition(accepted.value, { to: 'completed', report: '$v2' as EventId }, actor, start + 900_000)
  if (!done.ok) throw new Error(done.error.code)
  return done.value
}

const report = (version: number) => ({
  status: 'final' as const,
  version,
  replaces: version === 1 ? null : (`$v${version - 1}` as EventId),
  findings: 'ST-Hebungen in II, III, aVF & <V4>',
  assessment: 'Inferiorer Infarkt',
  recommendation: 'Sofortige Verlegung\nASS 250 mg i. v.',
  patient,
  signedOff: { by: owner, name: 'Dr. Ernst Łukasz', at: start + version * 300_000 },
  eventId: `$v${version}`,
  at: start + version * 300_000,
})

const record: ConsultRecord = {
  roomId: '!consult' as RoomId,
  task: taskThen(),
  request: {
    question: 'Lyse oder Verlegung?',
    reason: 'interdisciplinary',
    patient,
    diagnosis: 'V. a. STEMI',
    medication: 'ASS 100',
    requester: { name: 'Nina Nord', clinic: 'Klinikum Nord', phone: '+49 711 1' },
    wantedBy: start + 1_200_000,
    consent: { kind: 'emergency', at: start },
  },
  reports: [report(1), report(2)],
  files: [
    { eventId: '$file', name: 'EKG.pdf', mimeType: 'application/pdf', sizeBytes: 1234, sender: asker, at: start },
  ],
  nameOf: (userId) => (userId === asker ? 'Nina Nord' : 'Dr. Ernst Łukasz'),
  clinicNameOf: (server) => (server.startsWith('nord') ? 'Klinikum Nord' : 'Klinikum Süd'),
  headings: { findings: 'Befund', assessment: 'Beurteilung', recommendation: 'Empfehlung' },
  language: 'de',
  exportedAt: start + 1_000_000,
}

describe('the FHIR export of a consult', () => {
  it('keeps its form', () => {
    expect(consultBundle(record)).toMatchSnapshot()
  })

  it('refers only to what it contains', () => {
    const { entry } = consultBundle(record)
    const urls = entry.map(({ fullUrl }) => fullUrl)
    const references = [...JSON.stringify(entry).matchAll(/"reference":"([^"]+)"/g)].map(([, url]) => url)
    expect(references.filter((url) => !urls.includes(url ?? ''))).toEqual([])
    expect(new Set(urls).size).toBe(urls.length)
    for (const url of urls)
      expect(url).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('gives another consult other ids', () => {
    const other = { ...record, task: { ...record.task, requestId: '0b7a6f6e-1a53-4e0c-9a7e-0f1f6a1c2d33' } }
    const urls = new Set(consultBundle(record).entry.map(({ fullUrl }) => fullUrl))
    expect(consultBundle(other).entry.filter(({ fullUrl }) => urls.has(fullUrl))).toEqual([])
  })

  it.each(['', 'a', 'ab', 'abc', 'Łukasz, ß, 心, 🫀'])('encodes %j as base64', (text) => {
    expect(base64OfText(text)).toBe(Buffer.from(text, 'utf8').toString('base64'))
  })
})
