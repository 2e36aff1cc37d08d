import { defineWords } from '../index.ts'

/** Words for the codes of a consult: each key is a code of `shared/consults`. */
export const priorityHintWords = defineWords({
  de: {
    routine: 'Kann bis morgen warten.',
    urgent: 'Heute, noch in diesem Dienst.',
    asap: 'Gleich: der Zustand kann sich verschlechtern.',
    stat: 'Sofort: Lebensgefahr oder drohender bleibender Schaden.',
  },
  en: {
    routine: 'Can wait until tomorrow.',
    urgent: 'Today, within this shift.',
    asap: 'Right away: the condition may worsen.',
    stat: 'At once: danger to life or of lasting harm.',
  },
})

export const taskStatusWords = defineWords({
  de: {
    requested: 'Angefragt',
    received: 'Gesehen',
    accepted: 'Übernommen',
    'in-progress': 'In Bearbeitung',
    'on-hold': 'Wartet auf Angaben',
    completed: 'Beantwortet',
    rejected: 'Abgelehnt',
    cancelled: 'Zurückgezogen',
    failed: 'Von niemandem übernommen',
  },
  en: {
    requested: 'Requested',
    received: 'Seen',
    accepted: 'Accepted',
    'in-progress': 'In progress',
    'on-hold': 'Waits for information',
    completed: 'Answered',
    rejected: 'Declined',
    cancelled: 'Withdrawn',
    failed: 'Accepted by nobody',
  },
})

export const taskReasonWords = defineWords({
  de: {
    'wrong-specialty': 'Falsches Fachgebiet',
    'insufficient-data': 'Angaben reichen nicht aus',
    capacity: 'Keine Kapazität',
    'not-indicated': 'Nicht angezeigt',
    'no-longer-needed': 'Nicht mehr nötig',
    'asked-elsewhere': 'Anderswo angefragt',
    transferred: 'Patientin oder Patient verlegt',
    'entered-in-error': 'Irrtümlich angelegt',
    'needs-history': 'Vorgeschichte fehlt',
    'needs-imaging': 'Bildgebung fehlt',
    'needs-laboratory': 'Labor fehlt',
    'needs-examination': 'Untersuchungsbefund fehlt',
    'end-of-shift': 'Dienstende',
    'other-competence': 'Anderer Schwerpunkt',
    'further-question': 'Zusätzliche Frage an ein anderes Fach',
    'joint-decision': 'Gemeinsame Entscheidung nötig',
    'second-opinion': 'Zweite Meinung',
    other: 'Anderer Grund',
  },
  en: {
    'wrong-specialty': 'Wrong specialty',
    'insufficient-data': 'Not enough information',
    capacity: 'No capacity',
    'not-indicated': 'Not indicated',
    'no-longer-needed': 'No longer needed',
    'asked-elsewhere': 'Asked elsewhere',
    transferred: 'Patient transferred',
    'entered-in-error': 'Entered in error',
    'needs-history': 'History is missing',
    'needs-imaging': 'Imaging is missing',
    'needs-laboratory': 'Laboratory is missing',
    'needs-examination': 'Examination is missing',
    'end-of-shift': 'End of shift',
    'other-competence': 'Other expertise',
    'further-question': 'A further question to another specialty',
    'joint-decision': 'A joint decision is needed',
    'second-opinion': 'Second opinion',
    other: 'Other reason',
  },
})

export const outcomeWords = defineWords({
  de: {
    'advice-followed': 'Empfehlung umgesetzt',
    transferred: 'Patientin oder Patient verlegt',
    'seen-in-person': 'Persönlich vorgestellt',
    'no-change': 'Behandlung unverändert',
  },
  en: {
    'advice-followed': 'Advice followed',
    transferred: 'Patient transferred',
    'seen-in-person': 'Seen in person',
    'no-change': 'Treatment unchanged',
  },
})

export const tierWords = defineWords({
  de: {
    first: 'Dienst',
    second: 'Hintergrund',
    lead: 'Leitung',
  },
  en: {
    first: 'on call',
    second: 'second on call',
    lead: 'lead',
  },
})

/** What somebody is to a consult who takes a step of it. */
export const roleWords = defineWords({
  de: { requester: 'anfragend', candidate: 'gerufen', consultant: 'zuständig' },
  en: { requester: 'requesting', candidate: 'called', consultant: 'responsible' },
})

export const taskChangeWords = defineWords({
  de: {
    requested: (who: string) => `${who} hat das Konsil angefordert`,
    received: (who: string) => `${who} hat es gesehen`,
    accepted: (who: string) => `${who} hat übernommen`,
    rejected: (who: string) => `${who} hat abgelehnt`,
    'in-progress': (who: string) => `${who} hat die Bearbeitung fortgesetzt`,
    'on-hold': (who: string) => `${who} braucht weitere Angaben`,
    completed: (who: string) => `${who} hat den Bericht freigegeben`,
    cancelled: (who: string) => `${who} hat das Konsil zurückgezogen`,
    escalated: () => 'Frist verstrichen, die nächste Stufe wurde gerufen',
    failed: () => 'Frist verstrichen, niemand hat übernommen',
    interim: (who: string) => `${who} hat eine Zwischenantwort gegeben`,
    corrected: (who: string) => `${who} hat den Bericht korrigiert`,
    overdue: () => 'Frist für die Antwort verstrichen, Leitung und Zuständige wurden erinnert',
    closed: (who: string) => `${who} hat das Konsil abgeschlossen`,
    reopened: (who: string) => `${who} hat eine Rückfrage gestellt`,
    handed: (who: string, whom: string) => `${who} hat an ${whom} übergeben`,
    released: () => 'Wer es hatte, ist nicht mehr da; der Dienst wurde wieder gerufen',
    'stood-in': (whom: string) =>
      whom
        ? `Wer es angefordert hat, ist nicht mehr da; ${whom} führt die Anfrage weiter`
        : 'Wer es angefordert hat, ist nicht mehr da, und niemand führt die Anfrage weiter: bitte in der anfragenden Klinik anrufen',
    'brought-in': (who: string, department: string) => `${who} hat ${department} hinzugezogen`,
    other: (who: string) => `${who}: ein Schritt, den Ihre Version noch nicht kennt`,
  },
  en: {
    requested: (who: string) => `${who} requested the consult`,
    received: (who: string) => `${who} has seen it`,
    accepted: (who: string) => `${who} accepted`,
    rejected: (who: string) => `${who} declined`,
    'in-progress': (who: string) => `${who} resumed work`,
    'on-hold': (who: string) => `${who} needs more information`,
    completed: (who: string) => `${who} signed off the report`,
    cancelled: (who: string) => `${who} withdrew the consult`,
    escalated: () => 'Time ran out, the next tier was called',
    failed: () => 'Time ran out, nobody accepted',
    interim: (who: string) => `${who} gave an interim answer`,
    corrected: (who: string) => `${who} corrected the report`,
    overdue: () => 'The time to answer ran out, who has it and the lead were reminded',
    closed: (who: string) => `${who} closed the consult`,
    reopened: (who: string) => `${who} asked a follow-up question`,
    handed: (who: string, whom: string) => `${who} handed over to ${whom}`,
    released: () => 'Who had it is not there any more; those on duty were called again',
    'stood-in': (whom: string) =>
      whom
        ? `Who requested it is not there any more; ${whom} looks after the request now`
        : 'Who requested it is not there any more, and nobody looks after the request: please call the requesting clinic',
    'brought-in': (who: string, department: string) => `${who} brought in ${department}`,
    other: (who: string) => `${who}: a step that your version does not know yet`,
  },
})

/** When the first choice has declined or stayed silent. */
export const secondChoiceWords = defineWords({
  de: {
    ranOut: (department: string) => `Frist verstrichen, gefragt wurde die zweite Wahl: ${department}`,
    asked: (department: string) => `Gefragt wurde die zweite Wahl: ${department}`,
  },
  en: {
    ranOut: (department: string) => `Time ran out, the second choice was asked: ${department}`,
    asked: (department: string) => `The second choice was asked: ${department}`,
  },
})

export const sexWords = defineWords({
  de: {
    female: 'weiblich',
    male: 'männlich',
    other: 'divers',
    unknown: 'keine Angabe',
  },
  en: {
    female: 'female',
    male: 'male',
    other: 'other',
    unknown: 'not stated',
  },
})

export const consultReasonWords = defineWords({
  de: {
    interdisciplinary: 'Frage außerhalb des eigenen Fachgebiets',
    complex_same_specialty: 'Besonders schwieriger Fall im eigenen Fachgebiet',
  },
  en: {
    interdisciplinary: "Question outside one's own specialty",
    complex_same_specialty: "Particularly difficult case in one's own specialty",
  },
})

export const consentWords = defineWords({
  de: {
    given: 'Die Patientin oder der Patient hat eingewilligt.',
    emergency: 'Notfall: Einwilligung nicht möglich, mutmaßlicher Wille.',
  },
  en: {
    given: 'The patient has consented.',
    emergency: 'Emergency: consent not possible, presumed will.',
  },
})

export const requestStepWords = defineWords({
  de: {
    asking: 'Abteilung wird gerufen …',
    joining: 'Konsil wird geöffnet …',
    sending: 'Anfrage wird verschlüsselt und gesendet …',
  },
  en: {
    asking: 'Calling the department …',
    joining: 'Opening the consult …',
    sending: 'Encrypting and sending the request …',
  },
})

export const priorityWords = defineWords({
  de: {
    routine: 'Routine',
    urgent: 'Dringend',
    asap: 'Sehr dringend',
    stat: 'Notfall',
  },
  en: {
    routine: 'Routine',
    urgent: 'Urgent',
    asap: 'Very urgent',
    stat: 'Emergency',
  },
})
