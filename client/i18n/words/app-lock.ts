import { defineWords } from '../index.ts'

export const appLockWords = defineWords({
  de: {
    appName: 'Consilium',
    title: 'Bildschirm gesperrt',
    pin: 'PIN',
    open: 'Entsperren',
    wrong: 'Die PIN ist falsch.',
    triesLeft: (count: number) =>
      count === 1
        ? 'Noch 1 Versuch; danach wird dieses Gerät abgemeldet und alles darauf gelöscht.'
        : `Noch ${count} Versuche; danach wird dieses Gerät abgemeldet und alles darauf gelöscht.`,
    wait: (seconds: number) =>
      seconds === 1 ? 'Bitte warten Sie noch 1 Sekunde.' : `Bitte warten Sie noch ${seconds} Sekunden.`,
    ending: 'Dieses Gerät wird abgemeldet, und alles darauf wird gelöscht …',
    forgotten: 'PIN vergessen?',
    forgottenTitle: 'Dann hilft nur neu anmelden',
    forgottenText:
      'Alles, was dieser Browser aufbewahrt, wird gelöscht, auch noch nicht Gesendetes. Zum Lesen früherer Nachrichten brauchen Sie danach ein anderes Gerät oder Ihren Wiederherstellungsschlüssel.',
    signOut: 'Abmelden',
    alertTitle: 'Eine Konsilanfrage wartet auf Sie',
    alertText: 'Entsperren Sie den Bildschirm, um sie zu sehen.',
    inCall: 'Ihr Anruf läuft weiter',
    hangUp: 'Auflegen',

    page: 'Bildschirmsperre',
    text: 'Gesperrt zeigt Consilium nichts, bis jemand die PIN eingibt. Konsilanfragen klingeln weiter, ohne Einzelheiten. Nach zehn falschen Eingaben wird dieses Gerät abgemeldet und alles darauf gelöscht.',
    limit:
      'Die PIN schützt vor Blicken und fremden Händen an diesem Bildschirm. Sie ersetzt nicht, das Gerät selbst zu sperren.',
    newPin: 'Neue PIN',
    newPinHint: '4 bis 12 Ziffern',
    repeatPin: 'PIN wiederholen',
    badPin: 'Die PIN muss aus 4 bis 12 Ziffern bestehen.',
    differentPins: 'Beide Eingaben sind verschieden.',
    setPin: 'PIN festlegen',
    changePin: 'PIN ändern',
    pinSet: 'Die PIN ist festgelegt.',
    removePin: 'Sperre abschalten',
    pinRemoved: 'Die Sperre ist abgeschaltet.',
    notKept: 'Die Einstellung konnte nicht gespeichert werden',
    notKeptText: 'Der Speicher dieses Browsers ist voll oder geschlossen. Bitte versuchen Sie es noch einmal.',
    idle: 'Sperren ohne Eingabe nach',
    idleNever: 'nur von Hand',
    minutes: (count: number) => (count === 1 ? '1 Minute' : `${count} Minuten`),
    lockNow: 'Jetzt sperren',
    shortcut: 'Strg + Umschalt + L sperrt sofort.',
    noPinTitle: 'Es gibt noch keine PIN',
    noPinText: 'Legen Sie unter „Einstellungen, Bildschirmsperre“ eine fest, dann lässt sich der Bildschirm sperren.',
  },
  en: {
    appName: 'Consilium',
    title: 'Screen locked',
    pin: 'PIN',
    open: 'Unlock',
    wrong: 'The PIN is wrong.',
    triesLeft: (count: number) =>
      count === 1
        ? '1 try left; after that this device is signed out and everything on it deleted.'
        : `${count} tries left; after that this device is signed out and everything on it deleted.`,
    wait: (seconds: number) =>
      seconds === 1 ? 'Please wait for 1 more second.' : `Please wait for ${seconds} more seconds.`,
    ending: 'This device is being signed out, and everything on it deleted …',
    forgotten: 'Forgotten the PIN?',
    forgottenTitle: 'Then only signing in again helps',
    forgottenText:
      'Everything that this browser keeps is deleted, also what is not sent yet. To read earlier messages you then need another device or your recovery key.',
    signOut: 'Sign out',
    alertTitle: 'A consult request is waiting for you',
    alertText: 'Unlock the screen to see it.',
    inCall: 'Your call goes on',
    hangUp: 'Hang up',

    page: 'Screen lock',
    text: 'While locked, Consilium shows nothing until somebody enters the PIN. Consult requests still ring, without details. After ten wrong entries this device is signed out and everything on it deleted.',
    limit: 'The PIN protects from eyes and hands at this screen. It does not replace locking the device itself.',
    newPin: 'New PIN',
    newPinHint: '4 to 12 digits',
    repeatPin: 'Repeat the PIN',
    badPin: 'The PIN must have 4 to 12 digits.',
    differentPins: 'The two entries differ.',
    setPin: 'Set the PIN',
    changePin: 'Change the PIN',
    pinSet: 'The PIN is set.',
    removePin: 'Switch the lock off',
    pinRemoved: 'The lock is switched off.',
    notKept: 'The setting could not be stored',
    notKeptText: 'The storage of this browser is full or closed. Please try again.',
    idle: 'Lock without input after',
    idleNever: 'by hand only',
    minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
    lockNow: 'Lock now',
    shortcut: 'Ctrl + Shift + L locks at once.',
    noPinTitle: 'There is no PIN yet',
    noPinText: 'Set one under “Settings, Screen lock”; then the screen can be locked.',
  },
})
