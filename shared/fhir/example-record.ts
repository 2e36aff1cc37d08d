import { request } from '../consults/new-task.ts'
import { transition } from '../consults/task.ts'
import type { EventId, RoomId, ServerName, UserId } from '../matrix/ids.ts'
import { responseOf } from '../templates/answers.ts'
import type { Question, QuestionKind } from '../templates/question.ts'
import { questionnaireOf } from '../templates/questionnaire.ts'
import { shippedTemplates } from '../templates/shipped.ts'
import type { ConsultRecord } from './consult-record.ts'

const asker = '@nina:nord.localhost' as UserId
const owner = '@ernst:sued.localhost' as UserId
const patient = {
  name: 'Muster, Erika Maria',
  birthDate: '1950-03-01',
  sex: 'female',
  insuranceNumber: 'A123456789',
} as const
const nord = 'nord.localhost' as ServerName
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
        times: null,
      },
      onCall: [{ userId: owner, tier: 'first' }],
    },
    start,
  )
  if (!asked.ok) throw new Error(asked.error.code)
  const actor = { kind: 'person', userId: owner } as const
  const accepted = transition(asked.value, { to: 'accepted' }, actor, start + 60_000)
  if (!accepted.ok) throw new Error(accepted.error.code)
  const joined = transition(
    accepted.value,
    {
      to: 'brought-in',
      reason: 'joint-decision',
      part: {
        roomId: '!part' as RoomId,
        requestId: 'f0b1a0de-2f0c-4b39-9a51-6a0a3c0f4c55',
        label: '0B2C',
        priority: 'urgent',
        service: { id: 'chirurgie', name: 'Herzchirurgie', specialty: 'general-surgery', serverName: nord },
      },
    },
    actor,
    start + 120_000,
  )
  if (!joined.ok) throw new Error(joined.error.code)
  const done = transition(joined.value, { to: 'completed', report: '$v2' as EventId }, actor, start + 900_000)
  if (!done.ok) throw new Error(done.error.code)
  const requester = { kind: 'person', userId: asker } as const
  const closed = transition(done.value, { to: 'closed', outcome: 'transferred' }, requester, start + 950_000)
  if (!closed.ok) throw new Error(closed.error.code)
  return closed.value
}

const report = (version: number) => ({
  status: 'final' as const,
  version,
  replaces: version === 1 ? null : (`$v${version - 1}` as EventId),
  isCorrection: version > 1,
  findings: 'ST-Hebungen in II, III, aVF & <V4>',
  assessment: 'Inferiorer Infarkt',
  recommendation: 'Sofortige Verlegung\nASS 250 mg i. v.',
  patient,
  signedOff: { by: owner, name: 'Dr. Ernst Łukasz', at: start + version * 300_000 },
  eventId: `$v${version}`,
  at: start + version * 300_000,
})

const shipped = shippedTemplates.map((template) =>
  questionnaireOf(template, {
    url: `https://sued.localhost/fhir/Questionnaire/${template.specialty}`,
    version: '2',
  }),
)
const [cardiology] = shipped
const question = (linkId: string, kind: QuestionKind, de: string): Question => ({
  linkId,
  kind,
  text: { de, en: '' },
  help: { de: '', en: '' },
  isRequired: false,
  unit: '',
  options: [],
})
/** Under a heading, and some of it only then. */
export const exampleConditional = questionnaireOf(
  {
    title: { de: 'Herzchirurgie', en: 'Cardiac surgery' },
    questions: [
      question('operated', 'boolean', 'Am Herzen voroperiert?'),
      ...(['when', 'what'] as const).map((linkId) => ({
        ...question(linkId, linkId === 'when' ? 'date' : 'string', linkId === 'when' ? 'Wann?' : 'Was?'),
        group: { linkId: 'operation', text: { de: 'Operation', en: 'Operation' } },
        when: { isAny: false, tests: [{ question: 'operated', operator: '=' as const, answer: 'true' }] },
      })),
    ],
  },
  { url: 'https://sued.localhost/fhir/Questionnaire/chirurgie', version: '1' },
)
/** What departments ask: as shipped, and with all that a form can follow. */
export const exampleQuestionnaires = [...shipped, exampleConditional]
const firstAnswers = responseOf(
  exampleConditional,
  { operated: 'true', when: '2019-05-02', what: 'Aortenklappe' },
  Date.UTC(2026, 10, 24, 2, 50),
)
const answers =
  cardiology &&
  responseOf(
    cardiology,
    {
      complaint: 'chest-pain',
      since: 'seit 2:15',
      ecg: 'ST-Hebung',
      troponin: '412,5',
      'heart-rate': '96',
      anticoagulation: 'none',
    },
    start,
  )

/** A consult with everything that an export can carry. */
export const exampleRecord: ConsultRecord = {
  roomId: '!consult' as RoomId,
  task: taskThen(),
  request: {
    question: 'Lyse oder Verlegung?',
    reason: 'interdisciplinary',
    patient,
    diagnosis: 'V. a. STEMI',
    medication: 'ASS 100',
    ...(answers ? { answers } : {}),
    ...(firstAnswers ? { firstAnswers } : {}),
    requester: { name: 'Nina Nord', clinic: 'Klinikum Nord', phone: '+49 711 1' },
    wantedBy: start + 1_200_000,
    consent: { kind: 'emergency', at: start },
  },
  reports: [report(1), report(2)],
  questions: [{ eventId: '$q', text: 'Wie lange duale Hemmung?', at: start + 920_000 }],
  conversation: [
    { eventId: '$m1', sender: owner, text: 'Ist Heparin schon gegeben?', at: start + 120_000 },
    { eventId: '$m2', sender: asker, text: 'Ja, 5000 IE.', at: start + 130_000 },
  ],
  files: [
    { eventId: '$file', name: 'EKG.pdf', mimeType: 'application/pdf', sizeBytes: 1234, sender: asker, at: start },
  ],
  parts: [],
  nameOf: (userId) => (userId === asker ? 'Nina Nord' : 'Dr. Ernst Łukasz'),
  clinicNameOf: (server) => (server.startsWith('nord') ? 'Klinikum Nord' : 'Klinikum Süd'),
  headings: { findings: 'Befund', assessment: 'Beurteilung', recommendation: 'Empfehlung' },
  language: 'de',
  exportedAt: start + 1_000_000,
}
