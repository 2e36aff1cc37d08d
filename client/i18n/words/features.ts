import type { Feature } from '#shared/features/feature.ts'
import { defineWords } from '../index.ts'

type About = { what: string; may: string; sees: string; off: string }

/** The parts of the application that a clinic switches on and off: for those who use them, and for who decides. */
export const featureWords = defineWords({
  de: {
    names: {
      messaging: 'Nachrichten',
      consults: 'Konsile',
      teleconsult: 'Videogespräche',
      'case-files': 'Fallakten',
      directory: 'Verzeichnis',
      board: 'Wandtafel',
    } satisfies Record<Feature, string>,
    isOff: (name: string) => `${name}: abgeschaltet`,
    isOffText:
      'Ihre Klinik hat das abgeschaltet. Gelöscht ist nichts; die Administration kann es wieder einschalten. Rufen Sie in dringenden Fällen an.',
    wentOff: (name: string) => `${name}: soeben abgeschaltet`,
    cameBack: (name: string) => `${name}: wieder da`,

    title: 'Funktionen',
    intro:
      'Was die Personen Ihrer Klinik nutzen können. Wer etwas abschaltet, löscht nichts: Es verschwindet sofort, auch bei angemeldeten Personen, und ist nach dem Einschalten wieder da.',
    about: {
      messaging: {
        what: 'Konversationen zu zweit, in Gruppen und mit dem Dienst einer Abteilung, auch dringende Nachrichten.',
        may: 'Personen anschreiben und rufen, auch in Partnerkliniken.',
        sees: 'Der Nachrichtenserver sieht, wer wem wann schreibt. Inhalte sind Ende-zu-Ende-verschlüsselt.',
        off: 'Niemand kann schreiben oder neue Konversationen beginnen. Konsile behalten ihre Konversation.',
      },
      consults: {
        what: 'Anfragen an Abteilungen mit Frist, Übernahme und unterschriebenem Bericht.',
        may: 'Diensthabende rufen, eskalieren, Berichte an die Akte übergeben.',
        sees: 'Der Klinikdienst sieht Abteilung, Dringlichkeit, Stand und Beteiligte; Frage und Bericht nicht.',
        off: 'Offene Konsile sind nicht mehr zu sehen und zu bearbeiten, ihre Fristen laufen weiter. Abteilungen nehmen keine neuen an.',
      },
      teleconsult: {
        what: 'Gespräche mit Bild, Ton und Bildschirm, geplant oder sofort, auch mit Gästen.',
        may: 'Kamera, Mikrofon und Bildschirm der Teilnehmenden nutzen, wenn diese es erlauben.',
        sees: 'Der Videoserver leitet nur verschlüsselte Datenströme weiter und sieht, wer teilnimmt.',
        off: 'Laufende Gespräche enden sofort für alle, die es betrifft.',
      },
      'case-files': {
        what: 'Große Dateien zu Fällen: DICOM, Filme, PDF, mit Betrachter.',
        may: 'Dateien in den Speicher der Klinik legen und von dort lesen.',
        sees: 'Der Speicher sieht verschlüsselte Daten, ihre Größe und wer sie abgelegt hat.',
        off: 'Gespeicherte Dateien bleiben, lassen sich aber nicht öffnen; laufende Uploads halten an.',
      },
      directory: {
        what: 'Suche nach Personen und Abteilungen der eigenen und der Partnerkliniken.',
        may: 'Zeigen, was Personen und Abteilungen von sich veröffentlichen.',
        sees: 'Partnerkliniken finden die veröffentlichten Einträge Ihrer Klinik.',
        off: 'Weder Ihre Personen noch Partnerkliniken finden Einträge. Neue Konsile lassen sich nicht anfragen; bestehende laufen weiter.',
      },
      board: {
        what: 'Offene Konsile groß auf einem Bildschirm in der Abteilung.',
        may: 'Dringlichkeit, Abteilung und Frist zeigen, ohne Namen und Inhalte.',
        sees: 'Dasselbe wie die Liste der Konsile. Sie braucht die Funktion „Konsile“.',
        off: 'Die Wandtafel ist nicht mehr aufrufbar.',
      },
    } satisfies Record<Feature, About>,
    may: 'Darf',
    sees: 'Sieht',
    whenOff: 'Abgeschaltet',
    isOnFor: 'Für alle eingeschaltet',
    switched: (name: string, isOn: boolean) => `${name} ${isOn ? 'eingeschaltet' : 'ausgeschaltet'}`,
    isOffFor: 'Für alle abgeschaltet',
    isOnExcept: (names: string) => `Eingeschaltet, außer in: ${names}`,
    isOffExcept: (names: string) => `Abgeschaltet, außer in: ${names}`,
    needsConsults: 'Ohne „Konsile“ nicht verfügbar',
    switchOff: 'Abschalten',
    switchOn: 'Einschalten',
    departments: 'Abteilungen',
    named: (action: string, name: string) => `${action}: ${name}`,
    offTitle: (name: string) => `${name} abschalten?`,
    offNow: 'Das gilt sofort, auch für alle, die gerade damit arbeiten. Gelöscht wird nichts.',
    openConsults: (count: number) =>
      count === 1
        ? '1 Konsil ist offen. Rufen Sie die Abteilung an, bevor Sie abschalten.'
        : `${count} Konsile sind offen. Rufen Sie die Abteilungen an, bevor Sie abschalten.`,
    runningCalls: (count: number) =>
      count === 1 ? '1 Person ist im Gespräch.' : `${count} Personen sind im Gespräch.`,
    runningUnknown: 'Der Videoserver antwortet nicht: Wir wissen nicht, ob gerade jemand im Gespräch ist.',
    openUploads: (count: number) => (count === 1 ? '1 Upload läuft.' : `${count} Uploads laufen.`),
    exceptTitle: (name: string) => `${name} nach Abteilung`,
    exceptOn: 'Abgeschaltet in diesen Abteilungen:',
    exceptOff: 'Eingeschaltet nur in diesen Abteilungen:',
    noDepartments: 'Es gibt noch keine Abteilungen.',
    save: 'Speichern',
    cancel: 'Abbrechen',
    saved: (name: string) => `${name}: gespeichert, gilt ab sofort.`,
  },
  en: {
    names: {
      messaging: 'Messages',
      consults: 'Consults',
      teleconsult: 'Video calls',
      'case-files': 'Case files',
      directory: 'Directory',
      board: 'Wall board',
    } satisfies Record<Feature, string>,
    isOff: (name: string) => `${name}: switched off`,
    isOffText:
      'Your clinic has switched this off. Nothing is deleted; the administration can switch it on again. In urgent cases, phone.',
    wentOff: (name: string) => `${name}: switched off just now`,
    cameBack: (name: string) => `${name}: back again`,

    title: 'Features',
    intro:
      'What the people of your clinic can use. Switching something off deletes nothing: it is gone at once, for those who are signed in too, and is there again when it is switched on.',
    about: {
      messaging: {
        what: 'Conversations of two, of groups and with the duty of a department, urgent messages too.',
        may: 'Write to people and call them, in partner clinics too.',
        sees: 'The message server sees who writes to whom and when. Content is end-to-end encrypted.',
        off: 'Nobody can write or begin a conversation. Consults keep theirs.',
      },
      consults: {
        what: 'Requests to departments, with a deadline, somebody who accepts, and a signed report.',
        may: 'Call those on duty, escalate, hand reports over to the record.',
        sees: 'The clinic service sees department, urgency, state and who is involved; not question and report.',
        off: 'Open consults can no longer be seen or worked on, and their deadlines run on. Departments take no new ones.',
      },
      teleconsult: {
        what: 'Calls with picture, sound and screen, planned or at once, with guests too.',
        may: 'Use camera, microphone and screen of those who take part, if they allow it.',
        sees: 'The video server passes on encrypted streams only, and sees who takes part.',
        off: 'Running calls end at once for those concerned.',
      },
      'case-files': {
        what: 'Large files of cases: DICOM, films, PDF, with a viewer.',
        may: 'Put files into the clinic’s store and read them from there.',
        sees: 'The store sees encrypted data, its size, and who put it there.',
        off: 'Stored files stay but cannot be opened; running uploads stop.',
      },
      directory: {
        what: 'Search for people and departments of the own clinic and of partner clinics.',
        may: 'Show what people and departments publish of themselves.',
        sees: 'Partner clinics find the published entries of your clinic.',
        off: 'Neither your people nor partner clinics find entries. New consults cannot be asked for; existing ones go on.',
      },
      board: {
        what: 'Open consults, large, on a screen in the department.',
        may: 'Show urgency, department and deadline, without names or content.',
        sees: 'The same as the list of consults. It needs the feature “Consults”.',
        off: 'The wall board can no longer be opened.',
      },
    } satisfies Record<Feature, About>,
    may: 'May',
    sees: 'Sees',
    whenOff: 'Switched off',
    isOnFor: 'On for everybody',
    switched: (name: string, isOn: boolean) => `${name} switched ${isOn ? 'on' : 'off'}`,
    isOffFor: 'Off for everybody',
    isOnExcept: (names: string) => `On, except in: ${names}`,
    isOffExcept: (names: string) => `Off, except in: ${names}`,
    needsConsults: 'Not available without “Consults”',
    switchOff: 'Switch off',
    switchOn: 'Switch on',
    departments: 'Departments',
    named: (action: string, name: string) => `${action}: ${name}`,
    offTitle: (name: string) => `Switch off ${name}?`,
    offNow: 'This holds at once, also for everybody who is working with it. Nothing is deleted.',
    openConsults: (count: number) =>
      count === 1
        ? '1 consult is open. Phone the department before you switch off.'
        : `${count} consults are open. Phone the departments before you switch off.`,
    runningCalls: (count: number) => (count === 1 ? '1 person is in a call.' : `${count} people are in calls.`),
    runningUnknown: 'The video server does not answer: we do not know whether anybody is in a call now.',
    openUploads: (count: number) => (count === 1 ? '1 upload is under way.' : `${count} uploads are under way.`),
    exceptTitle: (name: string) => `${name} by department`,
    exceptOn: 'Off in these departments:',
    exceptOff: 'On in these departments only:',
    noDepartments: 'There are no departments yet.',
    save: 'Save',
    cancel: 'Cancel',
    saved: (name: string) => `${name}: saved, holds from now on.`,
  },
})
