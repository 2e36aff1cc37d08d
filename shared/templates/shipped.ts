import type { Specialty } from '../directory/specialty.ts'
import type { Question, QuestionKind, Template, Words } from './question.ts'

/** Templates that a department can begin with. What a colleague of the specialty asks first, and no more. */

type More = { required?: true; unit?: string; help?: Words; options?: Record<string, Words> }

const words = (de: string, en: string): Words => ({ de, en })

const ask = (linkId: string, kind: QuestionKind, text: Words, more: More = {}): Question => ({
  linkId,
  kind,
  text,
  help: more.help ?? words('', ''),
  isRequired: more.required ?? false,
  unit: more.unit ?? '',
  options: Object.entries(more.options ?? {}).map(([code, called]) => ({ code, text: called })),
})

const anticoagulation = ask('anticoagulation', 'choice', words('Antikoagulation', 'Anticoagulation'), {
  required: true,
  options: {
    none: words('keine', 'none'),
    doac: words('DOAK', 'DOAC'),
    vka: words('Vitamin-K-Antagonist', 'vitamin K antagonist'),
    heparin: words('Heparin', 'heparin'),
    unknown: words('nicht bekannt', 'not known'),
  },
})
const allergies = ask('allergies', 'string', words('Allergien, Unverträglichkeiten', 'Allergies, intolerances'))

export type Shipped = Template & { specialty: Specialty }

export const shippedTemplates: readonly Shipped[] = [
  {
    specialty: 'cardiology',
    title: words('Kardiologie', 'Cardiology'),
    questions: [
      ask('complaint', 'choice', words('Leitsymptom', 'Leading symptom'), {
        required: true,
        options: {
          'chest-pain': words('Brustschmerz', 'chest pain'),
          dyspnoea: words('Luftnot', 'dyspnoea'),
          syncope: words('Synkope', 'syncope'),
          palpitations: words('Herzrasen oder Rhythmusstörung', 'palpitations or arrhythmia'),
          other: words('anderes', 'other'),
        },
      }),
      ask('since', 'string', words('Seit wann?', 'Since when?'), { required: true }),
      ask('ecg', 'text', words('EKG', 'ECG'), {
        required: true,
        help: words('Bild oder PDF des EKG bitte in die Fallakte legen.', 'Please add the ECG to the case files.'),
      }),
      ask('systolic', 'integer', words('Blutdruck systolisch', 'Systolic blood pressure'), { unit: 'mmHg' }),
      ask('heart-rate', 'integer', words('Herzfrequenz', 'Heart rate'), { unit: '/min' }),
      ask('troponin', 'decimal', words('Troponin (hs)', 'Troponin (hs)'), { unit: 'ng/l' }),
      ask(
        'ejection-fraction',
        'integer',
        words('Linksventrikuläre Auswurffraktion, wenn bekannt', 'Left ventricular ejection fraction, if known'),
        { unit: '%' },
      ),
      ask('creatinine', 'decimal', words('Kreatinin', 'Creatinine'), { unit: 'mg/dl' }),
      anticoagulation,
    ],
  },
  {
    specialty: 'neurology',
    title: words('Schlaganfall', 'Stroke'),
    questions: [
      ask('last-seen-well', 'string', words('Zuletzt gesund gesehen (Tag, Uhrzeit)', 'Last seen well (day, time)'), {
        required: true,
        help: words(
          'Bei Erwachen mit Symptomen: Zeitpunkt vor dem Einschlafen.',
          'On waking with symptoms: the time before falling asleep.',
        ),
      }),
      ask('nihss', 'integer', words('NIHSS', 'NIHSS'), { required: true, unit: 'Punkte' }),
      ask('deficit', 'text', words('Neurologischer Befund', 'Neurological findings'), { required: true }),
      ask('side', 'choice', words('Betroffene Körperseite', 'Affected side of the body'), {
        options: {
          left: words('links', 'left'),
          right: words('rechts', 'right'),
          both: words('beide', 'both'),
          none: words('keine', 'none'),
        },
      }),
      ask('imaging', 'choice', words('Bildgebung bisher', 'Imaging so far'), {
        required: true,
        options: {
          none: words('noch keine', 'none yet'),
          ct: words('CT nativ', 'plain CT'),
          cta: words('CT mit Angiographie', 'CT with angiography'),
          mri: words('MRT', 'MRI'),
        },
      }),
      anticoagulation,
      ask('systolic', 'integer', words('Blutdruck systolisch', 'Systolic blood pressure'), {
        required: true,
        unit: 'mmHg',
      }),
      ask('glucose', 'integer', words('Blutzucker', 'Blood glucose'), { required: true, unit: 'mg/dl' }),
      ask('mrs', 'integer', words('Behinderung vorher (mRS)', 'Disability before (mRS)'), {
        help: words('0 keine bis 5 schwere.', '0 none to 5 severe.'),
      }),
      ask(
        'surgery',
        'boolean',
        words('Operation oder Blutung in den letzten 3 Monaten?', 'Surgery or bleeding within the last 3 months?'),
        { required: true },
      ),
    ],
  },
  {
    specialty: 'radiology',
    title: words('Radiologie', 'Radiology'),
    questions: [
      ask('modality', 'choice', words('Vorliegende Untersuchung', 'Examination at hand'), {
        required: true,
        options: {
          xray: words('Röntgen', 'X-ray'),
          ct: words('CT', 'CT'),
          mri: words('MRT', 'MRI'),
          ultrasound: words('Ultraschall', 'ultrasound'),
          other: words('andere', 'other'),
        },
      }),
      ask('region', 'string', words('Körperregion', 'Body region'), { required: true }),
      ask('examined', 'date', words('Datum der Untersuchung', 'Date of the examination'), { required: true }),
      ask('contrast', 'boolean', words('Kontrastmittel gegeben?', 'Contrast given?')),
      ask('earlier', 'string', words('Voraufnahmen (was, wann, wo)', 'Earlier images (what, when, where)')),
      ask('creatinine', 'decimal', words('Kreatinin', 'Creatinine'), { unit: 'mg/dl' }),
      ask('pregnancy', 'choice', words('Schwangerschaft', 'Pregnancy'), {
        options: {
          no: words('nein', 'no'),
          yes: words('ja', 'yes'),
          unknown: words('nicht bekannt oder nicht zutreffend', 'not known or not applicable'),
        },
      }),
      allergies,
    ],
  },
  {
    specialty: 'dermatology',
    title: words('Dermatologie', 'Dermatology'),
    questions: [
      ask('site', 'string', words('Lokalisation', 'Site'), { required: true }),
      ask('since', 'string', words('Seit wann, wie verändert?', 'Since when, how has it changed?'), { required: true }),
      ask('lesion', 'text', words('Beschreibung der Hautveränderung', 'Description of the lesion'), {
        required: true,
        help: words(
          'Ein Übersichtsbild und eine Nahaufnahme mit Maßstab bitte in die Fallakte legen.',
          'Please add an overview and a close-up with a scale to the case files.',
        ),
      }),
      ask('size', 'integer', words('Größter Durchmesser', 'Largest diameter'), { unit: 'mm' }),
      ask('itching', 'boolean', words('Juckreiz?', 'Itching?')),
      ask('pain', 'boolean', words('Schmerzen?', 'Pain?')),
      ask('fever', 'boolean', words('Fieber oder reduzierter Allgemeinzustand?', 'Fever or feeling unwell?'), {
        required: true,
      }),
      ask('new-drugs', 'text', words('Neue Medikamente der letzten 8 Wochen', 'New drugs of the last 8 weeks')),
      ask('treatment', 'string', words('Bisherige Behandlung', 'Treatment so far')),
      allergies,
    ],
  },
]
