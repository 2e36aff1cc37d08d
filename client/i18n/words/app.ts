import { defineWords } from '../index.ts'

/** The frame around all features: navigation, start, encryption set-up, what goes wrong everywhere. */
export const appWords = defineWords({
  de: {
    appName: 'Consilium',
    navigation: 'Hauptnavigation',
    skip: 'Zum Inhalt springen',
    messages: 'Nachrichten',
    search: 'Suche',
    consults: 'Konsile',
    directory: 'Verzeichnis',
    duty: 'Dienst',
    admin: 'Verwaltung',
    settings: 'Einstellungen',
    calls: 'Gespräche',
    signOut: 'Abmelden',
    keyboard: 'Tastatur',
    clinicsAsk: (count: number) =>
      count === 1 ? '1 Klinik wartet auf Ihre Antwort' : `${count} Kliniken warten auf Ihre Antwort`,
    messagesReported: (count: number) => (count === 1 ? '1 gemeldete Nachricht' : `${count} gemeldete Nachrichten`),
    unread: (count: number) => (count === 1 ? '1 ungelesene Nachricht' : `${count} ungelesene Nachrichten`),
    needMe: (count: number) =>
      count === 1 ? '1 Konsil wartet auf Sie oder hat Neues' : `${count} Konsile warten auf Sie oder haben Neues`,

    starting: 'Consilium wird geladen …',
    opening: 'Ihre Nachrichten werden geöffnet …',
    checking: 'Die Verschlüsselung wird geprüft …',
    checkingLong: 'Das dauert länger als sonst: Die Klinik antwortet nicht oder nur langsam.',
    openFailedTitle: 'Ihre Nachrichten lassen sich nicht öffnen',
    openFailedText:
      'Das liegt an diesem Gerät oder am Netz; es ist nichts verloren gegangen. Bitte versuchen Sie es noch einmal. In dringenden Fällen rufen Sie bitte an.',
    noStorageTitle: 'Dieser Browser speichert nichts',
    noStorageText:
      'Ohne Speicher gibt es keine Schlüssel für Ihre Nachrichten. Bitte öffnen Sie Consilium in einem Fenster, das nicht privat ist, oder in einem anderen Browser.',
    damagedTitle: 'Die Daten dieses Geräts lassen sich nicht mehr öffnen',
    damagedText:
      'Ihre Nachrichten liegen weiter in der Klinik. Bitte versuchen Sie es noch einmal. Hilft das nicht, melden Sie sich neu an und halten Sie Ihren Wiederherstellungsschlüssel bereit; was noch nicht gesendet war, müssen Sie dann neu schreiben.',
    signInAgain: 'Neu anmelden',
    unsupportedTitle: 'Dieser Browser ist zu alt',
    unsupportedText:
      'Ihm fehlt, was die Verschlüsselung braucht. Bitte verwenden Sie eine aktuelle Version von Firefox, Chrome, Edge oder Safari.',
    retry: 'Erneut versuchen',
    elsewhereTitle: 'In einem anderen Tab geöffnet',
    elsewhereText: 'Consilium läuft in diesem Browser immer nur einmal, damit keine Nachricht doppelt gesendet wird.',
    continueHere: 'Hier weiterarbeiten',

    setUpTitle: 'Dieses Gerät einrichten',
    setUpText:
      'Ihre Nachrichten werden auf Ihren Geräten ver- und entschlüsselt; nicht einmal Ihre Klinik kann sie lesen. Dafür bekommen Sie einen Wiederherstellungsschlüssel. Mit ihm lesen Sie Ihre Nachrichten auch auf einem neuen Gerät.',
    setUpStart: 'Einrichten',
    settingUp: 'Schlüssel werden erzeugt und gesichert …',
    setUpFailed: 'Das Einrichten ist nicht gelungen',
    passwordAgain: 'Ihr Passwort',
    passwordAgainHint: 'Der Nachrichtendienst fragt noch einmal danach.',
    wrongPassword: 'Das Passwort ist falsch.',
    keyTitle: 'Ihr Wiederherstellungsschlüssel',
    keyText:
      'Er wird nur jetzt angezeigt und nirgends gespeichert. Ohne ihn und ohne ein zweites Gerät sind Ihre Nachrichten verloren, wenn dieses Gerät verloren geht.',
    keyCopy: 'Kopieren',
    keyCopied: 'Kopiert',
    keyCopyFailed: 'Der Browser erlaubt das Kopieren nicht. Bitte schreiben Sie den Schlüssel ab.',
    keyDownload: 'Als Datei speichern',
    keyPrint: 'Drucken',
    keyFileName: 'consilium-wiederherstellungsschluessel.txt',
    keyFileText: (key: string, userId: string) =>
      `Wiederherstellungsschlüssel für Consilium\nKonto: ${userId}\n\n${key}\n\nBitte sicher und getrennt vom Gerät aufbewahren.\n`,
    keyKept: 'Ich habe den Schlüssel sicher verwahrt',
    keyKeptHint: 'Zum Beispiel im Passwortspeicher oder ausgedruckt an einem verschlossenen Ort.',

    lockedTitle: 'Dieses Gerät bestätigen',
    lockedText:
      'Damit Sie hier Ihre Nachrichten lesen und andere wissen, dass dieses Gerät Ihnen gehört. Bis dahin bleibt alles Verschlüsselte unlesbar.',
    replacedTitle: 'Ihre Identität wurde neu angelegt',
    replacedText:
      'Auf einem anderen Gerät wurde mit Ihrem Passwort neu begonnen. Waren Sie das, bestätigen Sie dieses Gerät damit. Waren Sie es nicht, kennt jemand Ihr Passwort: Rufen Sie gleich die Administration Ihrer Klinik an.',
    byDevice: 'Mit einem anderen Gerät',
    byDeviceText:
      'Öffnen Sie Consilium auf einem Gerät, auf dem Sie schon angemeldet sind, und lesen Sie seinen Code mit der Kamera, oder vergleichen Sie sieben Bilder.',
    byDeviceStart: 'Mit anderem Gerät bestätigen',
    byKey: 'Mit dem Wiederherstellungsschlüssel',
    recoveryKey: 'Wiederherstellungsschlüssel',
    recoveryKeyHint: 'Die Zeichen, die Sie beim ersten Einrichten verwahrt haben. Leerzeichen spielen keine Rolle.',
    unlock: 'Bestätigen',
    wrongRecoveryKey: 'Das ist nicht der Schlüssel dieses Kontos. Bitte prüfen Sie ihn Zeichen für Zeichen.',
    noRecovery: 'Für dieses Konto ist kein Schlüssel hinterlegt. Bitte bestätigen Sie mit einem anderen Gerät.',
    unlockFailed: 'Das Bestätigen ist nicht gelungen',
    later: 'Später',
    startOver: 'Beides nicht mehr da? Neu beginnen',
    startOverTitle: 'Neu beginnen',
    startOverText:
      'Sie bekommen eine neue Identität und einen neuen Wiederherstellungsschlüssel. Frühere Nachrichten bleiben auf diesem Gerät unlesbar, und Ihre Gesprächspartner sehen, dass sich Ihre Identität geändert hat.',
    startOverConfirm: 'Neue Identität anlegen',
    back: 'Zurück',
    unverifiedTitle: 'Dieses Gerät ist nicht bestätigt',
    unverifiedText: 'Nachrichten bleiben hier unlesbar, frühere wie neue: Schlüssel gehen nur an bestätigte Geräte.',
    verifyNow: 'Jetzt bestätigen',
    unknownDeviceTitle: (device: string) => `Neue Anmeldung mit Ihrem Konto: ${device}`,
    unknownDeviceText:
      'Dieses Gerät hat noch niemand bestätigt. Waren Sie das nicht, melden Sie es ab, und sagen Sie es der IT Ihrer Klinik: Jemand kennt Ihr Passwort.',
    unknownDeviceLook: 'Geräte ansehen',
    unknownDeviceMine: 'Das war ich',

    verifyTitle: 'Gerät bestätigen',
    verifyIncoming: (device: string) => `${device} möchte bestätigt werden. Sind Sie das, gerade jetzt?`,
    verifyIncomingPerson: (name: string) =>
      `${name} möchte mit Ihnen vergleichen, dass niemand sich zwischen Sie stellt.`,
    verifyAnyDevice: 'Ein anderes Ihrer Geräte',
    verifyAccept: 'Ja, vergleichen',
    verifyRefuse: 'Nein',
    verifyWaiting: 'Bitte nehmen Sie die Anfrage auf Ihrem anderen Gerät an.',
    verifyCompare: 'Stehen auf beiden Geräten dieselben Bilder in derselben Reihenfolge?',
    verifyMatch: 'Ja, sie stimmen überein',
    verifyMismatch: 'Nein, sie unterscheiden sich',
    verifyConfirming: 'Warten auf das andere Gerät …',
    verifyDoneTitle: 'Gerät bestätigt',
    verifyDoneText: 'Beide Geräte vertrauen einander.',
    verifyPersonTitle: 'Identität prüfen',
    verifyPersonWaiting: (name: string) =>
      `Bitten Sie ${name}, die Anfrage anzunehmen und die Bilder zu vergleichen, am besten am Telefon.`,
    verifyPersonConfirming: (name: string) => `Warten auf ${name} …`,
    verifyPersonDoneTitle: 'Identität bestätigt',
    verifyPersonDoneText: (name: string) => `Wer hier schreibt, ist ${name}. Ändert sich das, werden Sie gewarnt.`,
    verifyCancelledTitle: 'Nicht bestätigt',
    verifyCancelledTexts: {
      mismatch:
        'Die Bilder waren verschieden. Jemand könnte sich dazwischengeschaltet haben. Schreiben Sie hier nichts Vertrauliches und melden Sie es Ihrer Klinik-IT.',
      timeout: 'Der Vergleich hat zu lange gedauert. Bitte beginnen Sie ihn noch einmal.',
      declined: 'Die Anfrage wurde abgelehnt oder abgebrochen.',
      elsewhere: 'Die Anfrage wurde auf einem anderen Gerät angenommen.',
      failed: 'Der Vergleich ist abgebrochen. Bitte beginnen Sie ihn noch einmal.',
    },
    verifyFailed: 'Der Vergleich konnte nicht beginnen',
    cancel: 'Abbrechen',
    close: 'Schließen',

    offlineTitle: 'Keine Verbindung',
    offlineText:
      'Was Sie sehen, kann veraltet sein. Was Sie schreiben, wird gesendet, sobald die Verbindung wieder da ist.',
    newPartnerTitle: 'Eine Partnerklinik ist neu erreichbar',
    newPartnerText: 'Laden Sie die Seite neu, damit dieser Browser sie erreicht.',
    reload: 'Neu laden',
    newerTitle: 'Eine neue Fassung von Consilium ist da',
    newerText:
      'Laden Sie die Seite neu, wenn es passt. Entwürfe bleiben; wer gerade eine Datei hochlädt, wartet besser, bis sie oben ist.',

    brokenTitle: 'Dieser Teil ist ausgefallen',
    brokenText:
      'Ein Fehler in der Anwendung, nicht bei Ihnen. Alles andere geht weiter, und es ist nichts verloren gegangen.',
    backToMessages: 'Zu den Nachrichten',
    notFoundTitle: 'Diese Seite gibt es nicht',
    notFoundText: 'Der Link ist unvollständig oder veraltet.',
    noAdminTitle: 'Nur für die Administration',
    noAdminText: 'Ihr Konto verwaltet diese Klinik nicht.',

    helpTitle: 'Tastatur',
    keys: {
      help: 'Diese Übersicht',
      messages: 'Nachrichten',
      search: 'Nachrichten durchsuchen',
      consults: 'Konsile',
      newConsult: 'Neues Konsil',
      directory: 'Verzeichnis',
      calls: 'Videogespräche',
      duty: 'Mein Dienst',
      settings: 'Einstellungen',
      admin: 'Verwaltung',
    },
    keyThen: 'dann',
    keySwitcher: 'Suchen und springen',
    keyControl: 'Strg',
    listKeys: {
      '↑ ↓': 'In der Liste: nächste Konversation',
      p: 'In der Liste: anheften',
      u: 'In der Liste: als ungelesen markieren',
      x: 'In der Liste: archivieren',
      t: 'In der Liste: stumm',
    },
    callKeys: {
      M: 'Im Gespräch: Mikrofon',
      V: 'Im Gespräch: Kamera',
      S: 'Im Gespräch: Bildschirm teilen',
      H: 'Im Gespräch: Hand heben',
      L: 'Im Gespräch: Anordnung wechseln',
      P: 'Im Gespräch: Teilnehmende',
      C: 'Im Gespräch: Konversation',
      '⇧ L': 'Im Gespräch: auflegen',
    },

    signOutTitle: 'Abmelden?',
    signOutText:
      'Alles, was dieser Browser aufbewahrt, wird gelöscht. Zum Lesen früherer Nachrichten brauchen Sie danach ein anderes Gerät oder Ihren Wiederherstellungsschlüssel.',
    signOutUnsent: (count: number) =>
      count === 1
        ? '1 Nachricht ist noch nicht gesendet und geht beim Abmelden verloren.'
        : `${count} Nachrichten sind noch nicht gesendet und gehen beim Abmelden verloren.`,
    signOutOffline:
      'Ohne Verbindung kann die Klinik nicht erfahren, dass dieses Gerät abgemeldet ist. Auf diesem Gerät wird trotzdem alles gelöscht.',
    signOutAnyway: 'Trotzdem abmelden',
  },
  en: {
    appName: 'Consilium',
    navigation: 'Main navigation',
    skip: 'Skip to content',
    messages: 'Messages',
    search: 'Search',
    consults: 'Consults',
    directory: 'Directory',
    duty: 'Duty',
    admin: 'Admin',
    settings: 'Settings',
    calls: 'Calls',
    signOut: 'Sign out',
    keyboard: 'Keyboard',
    clinicsAsk: (count: number) =>
      count === 1 ? '1 clinic waits for your answer' : `${count} clinics wait for your answer`,
    messagesReported: (count: number) => (count === 1 ? '1 reported message' : `${count} reported messages`),
    unread: (count: number) => (count === 1 ? '1 unread message' : `${count} unread messages`),
    needMe: (count: number) =>
      count === 1 ? '1 consult waits for you or has news' : `${count} consults wait for you or have news`,

    starting: 'Loading Consilium …',
    opening: 'Opening your messages …',
    checking: 'Checking the encryption …',
    checkingLong: 'This takes longer than usual: the clinic does not answer, or slowly.',
    openFailedTitle: 'Your messages cannot be opened',
    openFailedText:
      'The cause is this device or the network; nothing is lost. Please try again. In urgent cases please telephone.',
    noStorageTitle: 'This browser stores nothing',
    noStorageText:
      'Without storage there are no keys for your messages. Please open Consilium in a window that is not private, or in another browser.',
    damagedTitle: 'The data of this device can no longer be opened',
    damagedText:
      'Your messages are still at the clinic. Please try again. If that does not help, sign in again and have your recovery key ready; what was not sent yet you then have to write again.',
    signInAgain: 'Sign in again',
    unsupportedTitle: 'This browser is too old',
    unsupportedText:
      'It lacks what the encryption needs. Please use a current version of Firefox, Chrome, Edge or Safari.',
    retry: 'Try again',
    elsewhereTitle: 'Open in another tab',
    elsewhereText: 'Consilium runs only once in this browser, so that no message is sent twice.',
    continueHere: 'Continue here',

    setUpTitle: 'Set up this device',
    setUpText:
      'Your messages are encrypted and decrypted on your devices; not even your clinic can read them. For this you get a recovery key. With it you read your messages on a new device too.',
    setUpStart: 'Set up',
    settingUp: 'Making and securing keys …',
    setUpFailed: 'Setting up did not succeed',
    passwordAgain: 'Your password',
    passwordAgainHint: 'The message service asks for it once more.',
    wrongPassword: 'The password is wrong.',
    keyTitle: 'Your recovery key',
    keyText:
      'It is shown only now and stored nowhere. Without it and without a second device your messages are lost when this device is lost.',
    keyCopy: 'Copy',
    keyCopied: 'Copied',
    keyCopyFailed: 'The browser does not allow copying. Please write the key down.',
    keyDownload: 'Save as a file',
    keyPrint: 'Print',
    keyFileName: 'consilium-recovery-key.txt',
    keyFileText: (key: string, userId: string) =>
      `Recovery key for Consilium\nAccount: ${userId}\n\n${key}\n\nPlease keep it safe and apart from the device.\n`,
    keyKept: 'I have stored the key safely',
    keyKeptHint: 'For example in a password manager, or printed in a locked place.',

    lockedTitle: 'Confirm this device',
    lockedText:
      'So that you can read your messages here, and others know that this device is yours. Until then everything encrypted stays unreadable.',
    replacedTitle: 'Your identity was made anew',
    replacedText:
      'On another device, somebody started over with your password. If it was you, confirm this device with that one. If it was not, somebody knows your password: phone your clinic’s administration at once.',
    byDevice: 'With another device',
    byDeviceText:
      'Open Consilium on a device on which you are already signed in, and read its code with the camera, or compare seven pictures.',
    byDeviceStart: 'Confirm with another device',
    byKey: 'With the recovery key',
    recoveryKey: 'Recovery key',
    recoveryKeyHint: 'The characters that you stored at the first set-up. Spaces do not matter.',
    unlock: 'Confirm',
    wrongRecoveryKey: 'This is not the key of this account. Please check it character by character.',
    noRecovery: 'No key is stored for this account. Please confirm with another device.',
    unlockFailed: 'Confirming did not succeed',
    later: 'Later',
    startOver: 'Neither is left? Start over',
    startOverTitle: 'Start over',
    startOverText:
      'You get a new identity and a new recovery key. Earlier messages stay unreadable on this device, and the people you write with see that your identity has changed.',
    startOverConfirm: 'Make a new identity',
    back: 'Back',
    unverifiedTitle: 'This device is not confirmed',
    unverifiedText: 'Messages stay unreadable here, earlier and new ones: keys go to confirmed devices only.',
    verifyNow: 'Confirm now',
    unknownDeviceTitle: (device: string) => `New sign-in with your account: ${device}`,
    unknownDeviceText:
      'Nobody has confirmed this device yet. If it was not you, sign it out and tell your clinic’s IT: somebody knows your password.',
    unknownDeviceLook: 'Look at devices',
    unknownDeviceMine: 'It was me',

    verifyTitle: 'Confirm device',
    verifyIncoming: (device: string) => `${device} wants to be confirmed. Is that you, just now?`,
    verifyIncomingPerson: (name: string) => `${name} wants to compare with you that nobody stands between you.`,
    verifyAnyDevice: 'Another device of yours',
    verifyAccept: 'Yes, compare',
    verifyRefuse: 'No',
    verifyWaiting: 'Please accept the request on your other device.',
    verifyCompare: 'Do both devices show the same pictures in the same order?',
    verifyMatch: 'Yes, they match',
    verifyMismatch: 'No, they differ',
    verifyConfirming: 'Waiting for the other device …',
    verifyDoneTitle: 'Device confirmed',
    verifyDoneText: 'Both devices trust each other.',
    verifyPersonTitle: 'Check identity',
    verifyPersonWaiting: (name: string) =>
      `Ask ${name} to accept the request and to compare the pictures, best on the telephone.`,
    verifyPersonConfirming: (name: string) => `Waiting for ${name} …`,
    verifyPersonDoneTitle: 'Identity confirmed',
    verifyPersonDoneText: (name: string) => `Whoever writes here is ${name}. Should that change, you are warned.`,
    verifyCancelledTitle: 'Not confirmed',
    verifyCancelledTexts: {
      mismatch:
        'The pictures were different. Somebody may have come in between. Write nothing confidential here, and tell your clinic’s IT.',
      timeout: 'The comparison took too long. Please begin it again.',
      declined: 'The request was declined or cancelled.',
      elsewhere: 'The request was accepted on another device.',
      failed: 'The comparison broke off. Please begin it again.',
    },
    verifyFailed: 'The comparison could not begin',
    cancel: 'Cancel',
    close: 'Close',

    offlineTitle: 'No connection',
    offlineText: 'What you see may be old. What you write is sent as soon as the connection is back.',
    newPartnerTitle: 'A partner clinic can now be reached',
    newPartnerText: 'Reload the page so that this browser reaches it.',
    reload: 'Reload',
    newerTitle: 'A new version of Consilium is here',
    newerText:
      'Reload the page when it suits you. Drafts stay; while a file is being uploaded, better wait until it is done.',

    brokenTitle: 'This part has failed',
    brokenText: 'An error of the application, not of yours. Everything else goes on, and nothing is lost.',
    backToMessages: 'To the messages',
    notFoundTitle: 'This page does not exist',
    notFoundText: 'The link is incomplete or out of date.',
    noAdminTitle: 'For the administration only',
    noAdminText: 'Your account does not administer this clinic.',

    helpTitle: 'Keyboard',
    keys: {
      help: 'This overview',
      messages: 'Messages',
      search: 'Search messages',
      consults: 'Consults',
      newConsult: 'New consult',
      directory: 'Directory',
      calls: 'Video calls',
      duty: 'My duty',
      settings: 'Settings',
      admin: 'Administration',
    },
    keyThen: 'then',
    keySwitcher: 'Search and jump',
    keyControl: 'Ctrl',
    listKeys: {
      '↑ ↓': 'In the list: next conversation',
      p: 'In the list: pin',
      u: 'In the list: mark as unread',
      x: 'In the list: archive',
      t: 'In the list: mute',
    },
    callKeys: {
      M: 'In a call: microphone',
      V: 'In a call: camera',
      S: 'In a call: share screen',
      H: 'In a call: raise hand',
      L: 'In a call: change layout',
      P: 'In a call: people',
      C: 'In a call: conversation',
      '⇧ L': 'In a call: hang up',
    },

    signOutTitle: 'Sign out?',
    signOutText:
      'Everything that this browser keeps is deleted. To read earlier messages you then need another device or your recovery key.',
    signOutUnsent: (count: number) =>
      count === 1
        ? '1 message is not sent yet and is lost when you sign out.'
        : `${count} messages are not sent yet and are lost when you sign out.`,
    signOutOffline:
      'Without a connection the clinic cannot learn that this device is signed out. Everything on this device is deleted all the same.',
    signOutAnyway: 'Sign out anyway',
  },
})
