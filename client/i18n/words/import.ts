import { defineWords } from '../index.ts'

/** People from a file. */
export const importWords = defineWords({
  de: {
    open: 'Aus Datei …',
    title: 'Personen aus einer Datei',
    text: 'Eine CSV-Datei, wie Excel sie speichert, mit einer Person je Zeile. Zuerst sehen Sie, was daraus wird; geändert wird erst, wenn Sie es bestätigen. Dieselbe Datei noch einmal ändert nichts.',
    columnsText:
      'Spalten: Name (oder Titel, Vorname, Nachname); wenn vorhanden auch Benutzername, Funktion, Fachgebiet, Abteilung.',
    choose: 'Datei wählen',
    chooseOther: 'Andere Datei',
    saveTemplate: 'Vorlage speichern',
    templateName: 'Personen',
    template: {
      columns: ['Name', 'Benutzername', 'Funktion', 'Fachgebiet', 'Abteilung'],
      example: ['Dr. Jana Petersen', 'jana.petersen', 'Oberärztin', 'Kardiologie'],
    },
    fileFaults: {
      'no-table': {
        title: 'Diese Datei ist keine CSV-Tabelle',
        text: 'Speichern Sie die Tabelle in Excel mit „Speichern unter“ als „CSV UTF-8“.',
      },
      'no-names': {
        title: 'In dieser Datei steht keine Person',
        text: 'Die erste Zeile muss eine Spalte „Name“ oder „Nachname“ haben, darunter je Zeile eine Person.',
      },
      'too-long': {
        title: 'Diese Datei ist zu lang',
        text: 'Bis 2.000 Zeilen gehen auf einmal. Teilen Sie die Datei.',
      },
    },
    trying: 'Die Datei wird geprüft …',
    importing: 'Die Personen werden übernommen …',
    doneOf: (done: string, of: string) => `${done} von ${of} Zeilen`,
    summary: (add: number, change: number, keep: number, refuse: number) =>
      [
        refuse > 0 ? `${refuse} mit Fehler` : '',
        `${add} neu`,
        change > 0 ? `${change} zu ändern` : '',
        keep > 0 ? `${keep} unverändert` : '',
      ]
        .filter(Boolean)
        .join(', '),
    summaryDone: (add: number, change: number, keep: number, refuse: number) =>
      [
        refuse > 0 ? `${refuse} nicht übernommen` : '',
        `${add} angelegt`,
        change > 0 ? `${change} geändert` : '',
        keep > 0 ? `${keep} unverändert` : '',
      ]
        .filter(Boolean)
        .join(', '),
    faultyText:
      'Es wird nichts übernommen, solange eine Zeile einen Fehler hat. Berichtigen Sie die Datei, und wählen Sie sie noch einmal.',
    idleText: 'Alles aus dieser Datei ist schon so. Es gibt nichts zu tun.',
    readyText: 'Noch ist nichts geändert.',
    restText: 'Der Rest ist übernommen. Wählen Sie dieselbe Datei noch einmal: Dann wird nur nachgeholt, was fehlt.',
    linksText:
      'Wer neu ist, hat noch kein Passwort. Im Bericht steht für jede neue Person ein Link, der einmal und 7 Tage gilt. Er wird nur jetzt gezeigt: Speichern Sie den Bericht, und löschen Sie ihn, wenn die Links verteilt sind.',
    byProviderText: 'Wer neu ist, meldet sich mit dem Konto der Klinik an.',
    ignored: (names: string) => `Diese Spalten werden nicht gelesen: ${names}`,
    carryOut: (count: number) => (count === 1 ? '1 Person übernehmen' : `${count} Personen übernehmen`),
    lines: 'Zeilen der Datei',
    line: (line: number) => `Zeile ${line}`,
    andMore: (count: number) => (count === 1 ? 'und 1 weitere Zeile' : `und ${count} weitere Zeilen`),
    would: { add: 'Wird angelegt', change: 'Wird geändert', keep: 'Bleibt, wie es ist', refuse: 'Fehler' },
    done: { add: 'Angelegt', change: 'Geändert', keep: 'Unverändert', refuse: 'Nicht übernommen' },
    faultOf: (fault: string, written: string) => `${fault}: „${written}“`,
    faults: {
      'no-name': 'Der Name fehlt',
      'bad-user-name': 'Der Benutzername geht nicht',
      twice: 'Dieser Benutzername steht zweimal in der Datei',
      'unknown-specialty': 'Dieses Fachgebiet gibt es nicht',
      'unknown-department': 'Diese Abteilung gibt es nicht',
      'too-long': 'Name oder Funktion ist zu lang',
    },
    closed: 'Das Konto mit diesem Benutzernamen ist stillgelegt',
    saveReport: 'Bericht mit Links speichern',
    reportName: 'Bericht-Personen',
    columns: {
      line: 'Zeile',
      name: 'Name',
      userName: 'Benutzername',
      result: 'Ergebnis',
      reason: 'Grund',
      link: 'Link',
    },
    close: 'Fertig',
  },
  en: {
    open: 'From a file …',
    title: 'People from a file',
    text: 'A CSV file as Excel saves it, with one person in each line. First you see what it leads to; nothing changes before you confirm it. The same file once more changes nothing.',
    columnsText:
      'Columns: name (or academic title, first name, last name); if there, also user name, position, specialty, department.',
    choose: 'Choose file',
    chooseOther: 'Another file',
    saveTemplate: 'Save template',
    templateName: 'People',
    template: {
      columns: ['Name', 'User name', 'Position', 'Specialty', 'Department'],
      example: ['Dr Jana Petersen', 'jana.petersen', 'Senior physician', 'Cardiology'],
    },
    fileFaults: {
      'no-table': {
        title: 'This file is no CSV table',
        text: 'Save the table in Excel with “Save as”, as “CSV UTF-8”.',
      },
      'no-names': {
        title: 'There is no person in this file',
        text: 'The first line must have a column “Name” or “Last name”, with one person in each line below.',
      },
      'too-long': { title: 'This file is too long', text: 'Up to 2,000 lines go at a time. Divide the file.' },
    },
    trying: 'Checking the file …',
    importing: 'Taking the people over …',
    doneOf: (done: string, of: string) => `${done} of ${of} lines`,
    summary: (add: number, change: number, keep: number, refuse: number) =>
      [
        refuse > 0 ? `${refuse} with a fault` : '',
        `${add} new`,
        change > 0 ? `${change} to change` : '',
        keep > 0 ? `${keep} unchanged` : '',
      ]
        .filter(Boolean)
        .join(', '),
    summaryDone: (add: number, change: number, keep: number, refuse: number) =>
      [
        refuse > 0 ? `${refuse} not taken over` : '',
        `${add} added`,
        change > 0 ? `${change} changed` : '',
        keep > 0 ? `${keep} unchanged` : '',
      ]
        .filter(Boolean)
        .join(', '),
    faultyText: 'Nothing is taken over while a line has a fault. Correct the file and choose it once more.',
    idleText: 'All of this file is so already. There is nothing to do.',
    readyText: 'Nothing has been changed yet.',
    restText: 'The rest is taken over. Choose the same file once more: then only what is missing is done.',
    linksText:
      'Who is new has no password yet. The report has a link for each new person that works once and for 7 days. It is shown only now: save the report, and delete it when the links are handed out.',
    byProviderText: 'Who is new signs in with the clinic’s account.',
    ignored: (names: string) => `These columns are not read: ${names}`,
    carryOut: (count: number) => (count === 1 ? 'Take 1 person over' : `Take ${count} people over`),
    lines: 'Lines of the file',
    line: (line: number) => `Line ${line}`,
    andMore: (count: number) => (count === 1 ? 'and 1 more line' : `and ${count} more lines`),
    would: { add: 'Will be added', change: 'Will be changed', keep: 'Stays as it is', refuse: 'Fault' },
    done: { add: 'Added', change: 'Changed', keep: 'Unchanged', refuse: 'Not taken over' },
    faultOf: (fault: string, written: string) => `${fault}: “${written}”`,
    faults: {
      'no-name': 'The name is missing',
      'bad-user-name': 'The user name does not fit',
      twice: 'This user name is in the file twice',
      'unknown-specialty': 'There is no such specialty',
      'unknown-department': 'There is no such department',
      'too-long': 'Name or position is too long',
    },
    closed: 'The account with this user name is closed',
    saveReport: 'Save report with links',
    reportName: 'Report-people',
    columns: {
      line: 'Line',
      name: 'Name',
      userName: 'User name',
      result: 'Result',
      reason: 'Reason',
      link: 'Link',
    },
    close: 'Done',
  },
})
