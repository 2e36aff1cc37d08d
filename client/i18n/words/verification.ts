import { defineWords } from '../index.ts'

export const verificationWords = defineWords({
  de: {
    preparing: 'Der Vergleich wird vorbereitet …',
    showCode: 'Lesen Sie diesen Code mit der Kamera des anderen Geräts.',
    showCodePerson: (name: string) =>
      `Lassen Sie ${name} diesen Code mit der Kamera lesen. Sind Sie nicht am selben Ort, vergleichen Sie Bilder, etwa am Telefon.`,
    codeLabel: 'QR-Code dieses Vergleichs',
    scan: 'Code des anderen Geräts lesen',
    stopScan: 'Eigenen Code zeigen',
    scanText: 'Halten Sie die Kamera auf den Code, den das andere Gerät zeigt.',
    cameraPicture: 'Bild der Kamera',
    noCamera: 'Keine Kamera verfügbar',
    noCameraText:
      'Erlauben Sie dieser Seite die Kamera in den Einstellungen des Browsers, oder vergleichen Sie Bilder.',
    foreignCode: 'Dieser Code gehört nicht zu diesem Vergleich. Lesen Sie den Code, der auf dem anderen Gerät steht.',
    useEmoji: 'Stattdessen Bilder vergleichen',
    scanned: 'Der Code wurde gelesen. Zeigt das andere Gerät, dass es auf Sie wartet?',
    scannedYes: 'Ja, es wartet',
    scannedNo: 'Nein',
    cancel: 'Abbrechen',
  },
  en: {
    preparing: 'Preparing the comparison …',
    showCode: 'Read this code with the camera of the other device.',
    showCodePerson: (name: string) =>
      `Let ${name} read this code with the camera. When you are not in the same place, compare pictures, on the phone for instance.`,
    codeLabel: 'QR code of this comparison',
    scan: 'Read the code of the other device',
    stopScan: 'Show own code',
    scanText: 'Point the camera at the code that the other device shows.',
    cameraPicture: 'Picture of the camera',
    noCamera: 'No camera available',
    noCameraText: 'Allow this page to use the camera in the settings of the browser, or compare pictures.',
    foreignCode: 'This code does not belong to this comparison. Read the code that stands on the other device.',
    useEmoji: 'Compare pictures instead',
    scanned: 'The code was read. Does the other device show that it waits for you?',
    scannedYes: 'Yes, it waits',
    scannedNo: 'No',
    cancel: 'Cancel',
  },
})
