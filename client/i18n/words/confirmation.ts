import { defineWords } from '../index.ts'

export const confirmationWords = defineWords({
  de: {
    title: 'Bitte bestätigen Sie, dass Sie es sind',
    text: 'Das lässt sich nicht zurücknehmen oder gibt jemandem Rechte. Die Bestätigung gilt fünf Minuten, nur auf diesem Gerät.',
    password: 'Ihr Passwort',
    wrong: 'Das Passwort stimmt nicht.',
    atProvider: 'Es öffnet sich ein Fenster, in dem Sie sich noch einmal bei Ihrer Klinik anmelden.',
  },
  en: {
    title: 'Please confirm that it is you',
    text: 'This cannot be undone, or gives somebody rights. The confirmation counts for five minutes, on this device only.',
    password: 'Your password',
    wrong: 'The password is wrong.',
    atProvider: 'A window opens in which you sign in to your clinic once more.',
  },
})
