import type { ClosingReason, ReportReason, RoomKind } from '#shared/rooms/api.ts'
import { defineWords } from '../index.ts'

/** Rooms as the administration sees them, and what their people see of it. */
export const roomWords = defineWords({
  de: {
    all: 'Alle Räume',
    reported: 'Gemeldet',
    search: 'Räume suchen',
    searchHint: 'Kennung (!…), Person (@…), Partnerklinik oder Name einer Abteilung',
    privacy:
      'Namen, die Personen einem Raum gegeben haben, und Inhalte sehen nur die Mitglieder. Die Suche vergleicht nicht mit ihnen.',
    noneTitle: 'Kein Raum gefunden',
    noneText:
      'Suchen Sie nach der ganzen Kennung, einer Person Ihrer Klinik, einer Partnerklinik oder einer Abteilung.',
    kinds: {
      consult: 'Konsil',
      duty: 'Konversation mit einem Dienst',
      department: 'Raum einer Abteilung',
      urgent: 'Dringende Nachricht',
      'guest-call': 'Videogespräch mit Gästen',
      space: 'Räume der Klinik',
      audit: 'Stand des Protokolls',
      conversation: 'Konversation',
    } satisfies Record<RoomKind, string>,
    look: 'Ansehen',
    lookAt: (id: string) => `Raum ${id} ansehen`,
    closed: 'Geschlossen',
    history: 'Verlauf',
    histories: {
      joined: 'ab dem Beitritt',
      invited: 'ab der Einladung',
      shared: 'ganz, für alle Mitglieder',
      world_readable: 'für alle lesbar',
    } as Record<string, string>,
    encryption: 'Verschlüsselung',
    files: 'Gespeicherte Dateien',
    members: 'Mitglieder nach Klinik',
    nobody: 'Niemand ist mehr Mitglied.',
    owner: 'verwaltet den Raum',
    noOwner: 'Niemand Ihrer Klinik verwaltet diesen Raum.',
    makeOwner: 'Verwaltung übergeben',
    makeOwnerTo: (name: string) => `Verwaltung an ${name} übergeben`,
    madeOwner: (name: string) => `${name} verwaltet jetzt den Raum.`,
    close: 'Schließen …',
    closeText:
      'Niemand kann mehr schreiben oder anrufen; was geschrieben wurde, bleibt lesbar. Alle Mitglieder sehen, dass Ihre Klinik den Raum geschlossen hat.',
    closeReason: 'Grund (sehen alle Mitglieder)',
    reasons: {
      reported: 'Nachrichten wurden gemeldet',
      'not-needed': 'Wird nicht mehr gebraucht',
      'partner-ended': 'Die Partnerschaft ist beendet',
      other: 'Anderer Grund',
    } satisfies Record<ClosingReason, string>,
    closeNow: 'Raum schließen',
    closedNow: 'Der Raum ist geschlossen. Seine Mitglieder sehen es.',
    closedOwnOnly:
      'Der Raum ist für die Personen Ihrer Klinik geschlossen. In ihm sagen konnten wir es nicht: Niemand Ihrer Klinik verwaltet ihn. Bitten Sie die Partnerklinik, ihn auch zu schließen.',
    open: 'Wieder öffnen',
    openedNow: 'Der Raum ist wieder geöffnet.',
    purge: 'Endgültig entfernen …',
    purgeTitle: 'Raum endgültig entfernen',
    purgeText:
      'Alle Personen Ihrer Klinik verlieren den Raum mit allem, was darin geschrieben wurde, und seine gespeicherten Dateien. Das lässt sich nicht rückgängig machen. Partnerkliniken behalten, was sie haben. Prüfen Sie vorher, ob der Inhalt aufbewahrt werden muss.',
    purgeConfirm: (code: string) => `Zur Bestätigung „${code}“ eingeben`,
    purgeNow: 'Endgültig entfernen',
    purged: (files: number) =>
      files === 0 ? 'Der Raum ist entfernt.' : `Der Raum und ${files} Dateien sind entfernt.`,
    keptFor: {
      service: 'Der Klinikdienst braucht diesen Raum; er lässt sich weder schließen noch entfernen.',
      'open-consult': 'Das Konsil ist noch offen. Entfernen lässt es sich, wenn es beendet ist.',
    },
    cancel: 'Abbrechen',
    done: 'Fertig',

    reportsIntro:
      'Personen können Nachrichten melden. Hier steht, wer, wo und warum; was in der Nachricht steht, erfährt die Administration nicht.',
    noReportsTitle: 'Nichts gemeldet',
    noReportsText: 'Sobald jemand eine Nachricht meldet, steht es hier.',
    reportReasons: {
      'patient-data': 'Patientendaten, die nicht hierher gehören',
      'wrong-recipient': 'An die falschen Personen gesendet',
      insult: 'Beleidigung oder Drohung',
      unwanted: 'Unerwünscht oder Täuschung',
      other: 'Anderes',
    } satisfies Record<ReportReason, string>,
    reportOf: (sender: string) => `Nachricht von ${sender}`,
    reportedBy: (reporter: string) => `gemeldet von ${reporter}`,
    writeTo: (name: string) => `${name} schreiben`,
    reportDone: 'Erledigt',
    reportIsDone: 'Die Meldung ist erledigt.',

    reportTitle: 'Nachricht melden',
    reportText:
      'Die Administration Ihrer Klinik erfährt, wer die Nachricht wo geschrieben hat, und Ihren Grund; nicht, was darin steht. Wer sie geschrieben hat, erfährt nichts.',
    reportReason: 'Grund',
    report: 'Melden',
    reportSent: 'Die Nachricht ist gemeldet.',
    reportFailed: 'Die Nachricht wurde nicht gemeldet',

    isClosed: (clinic: string) => `${clinic} hat diese Konversation geschlossen`,
    isClosedText: (reason: string) =>
      `${reason}. Niemand kann mehr schreiben; was geschrieben wurde, bleibt lesbar. Auskunft gibt die Administration.`,
  },
  en: {
    all: 'All rooms',
    reported: 'Reported',
    search: 'Search rooms',
    searchHint: 'Identifier (!…), person (@…), partner clinic, or name of a department',
    privacy:
      'Names that people have given a room, and content, are seen by its members only. The search does not compare with them.',
    noneTitle: 'No room found',
    noneText: 'Search for the whole identifier, somebody of your clinic, a partner clinic, or a department.',
    kinds: {
      consult: 'Consult',
      duty: 'Conversation with a duty',
      department: 'Room of a department',
      urgent: 'Urgent message',
      'guest-call': 'Video call with guests',
      space: 'Rooms of the clinic',
      audit: 'Where the log stands',
      conversation: 'Conversation',
    } satisfies Record<RoomKind, string>,
    look: 'View',
    lookAt: (id: string) => `Look at room ${id}`,
    closed: 'Closed',
    history: 'History',
    histories: {
      joined: 'from joining on',
      invited: 'from the invitation on',
      shared: 'all of it, for all members',
      world_readable: 'readable by everybody',
    } as Record<string, string>,
    encryption: 'Encryption',
    files: 'Stored files',
    members: 'Members by clinic',
    nobody: 'Nobody is a member any more.',
    owner: 'manages the room',
    noOwner: 'Nobody of your clinic manages this room.',
    makeOwner: 'Hand on',
    makeOwnerTo: (name: string) => `Hand the room on to ${name}`,
    madeOwner: (name: string) => `${name} manages the room now.`,
    close: 'Close …',
    closeText:
      'Nobody can write or call any more; what was written stays readable. All members see that your clinic has closed the room.',
    closeReason: 'Reason (all members see it)',
    reasons: {
      reported: 'Messages were reported',
      'not-needed': 'No longer needed',
      'partner-ended': 'The partnership has ended',
      other: 'Another reason',
    } satisfies Record<ClosingReason, string>,
    closeNow: 'Close the room',
    closedNow: 'The room is closed. Its members see it.',
    closedOwnOnly:
      'The room is closed for the people of your clinic. It could not be said there: nobody of your clinic manages it. Ask the partner clinic to close it, too.',
    open: 'Open again',
    openedNow: 'The room is open again.',
    purge: 'Remove for good …',
    purgeTitle: 'Remove a room for good',
    purgeText:
      'Everybody of your clinic loses the room with all that was written there, and its stored files. This cannot be undone. Partner clinics keep what they have. Check first whether the content has to be kept.',
    purgeConfirm: (code: string) => `Type “${code}” to confirm`,
    purgeNow: 'Remove for good',
    purged: (files: number) => (files === 0 ? 'The room is removed.' : `The room and ${files} files are removed.`),
    keptFor: {
      service: 'The clinic service needs this room; it can be neither closed nor removed.',
      'open-consult': 'The consult is still open. It can be removed once it is over.',
    },
    cancel: 'Cancel',
    done: 'Done',

    reportsIntro:
      'People can report messages. Here stands who, where and why; what the message says, the administration does not learn.',
    noReportsTitle: 'Nothing reported',
    noReportsText: 'As soon as somebody reports a message, it stands here.',
    reportReasons: {
      'patient-data': 'Patient data that does not belong here',
      'wrong-recipient': 'Sent to the wrong people',
      insult: 'Insult or threat',
      unwanted: 'Unwanted or deceptive',
      other: 'Something else',
    } satisfies Record<ReportReason, string>,
    reportOf: (sender: string) => `Message from ${sender}`,
    reportedBy: (reporter: string) => `reported by ${reporter}`,
    writeTo: (name: string) => `Write to ${name}`,
    reportDone: 'Dealt with',
    reportIsDone: 'The report is dealt with.',

    reportTitle: 'Report a message',
    reportText:
      'Your clinic’s administration learns who wrote the message and where, and your reason; not what it says. Whoever wrote it learns nothing.',
    reportReason: 'Reason',
    report: 'Report',
    reportSent: 'The message is reported.',
    reportFailed: 'The message was not reported',

    isClosed: (clinic: string) => `${clinic} has closed this conversation`,
    isClosedText: (reason: string) =>
      `${reason}. Nobody can write any more; what was written stays readable. The administration can tell you more.`,
  },
})
