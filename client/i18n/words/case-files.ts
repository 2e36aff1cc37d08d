import { defineWords } from '../index.ts'

export const caseFileWords = defineWords({
  de: {
    leaveOut: (name: string) => `„${name}“ nicht beilegen`,
    beforeSending: 'Die Dateien werden verschlüsselt und gesendet, sobald Sie die Anfrage senden.',
    hint: 'Auch große Dateien, zum Beispiel CT-Serien. Sie werden auf diesem Gerät verschlüsselt.',
    emptyTitle: 'Noch keine Dateien',
    emptyText: 'Hängen Sie Bilder, Befunde oder Videos an, oder ziehen Sie sie hierher.',
    loading: 'Dateien werden geladen',
    files: 'Dateien',
    uploads: 'Werden hochgeladen',
    notKept: 'Die Datei kann nicht hochgeladen werden',
    notKeptText: 'Dieser Browser lässt nichts speichern. Geben Sie Speicherplatz frei und versuchen Sie es erneut.',

    keyImage: '★ Schlüsselbild aus dem Videogespräch',
    queued: 'Wartet, bis Dateien davor hochgeladen sind',
    preparing: 'Wird geprüft',
    uploading: 'Wird hochgeladen',
    waiting: 'Keine Verbindung. Geht von selbst weiter',
    waitingForStore: 'Der Dateispeicher der Klinik antwortet nicht. Geht von selbst weiter',
    completing: 'Wird in der Klinik geprüft',
    announcing: 'Wird in die Konversation gesendet',
    paused: 'Angehalten',
    off: 'Angehalten: Ihre Klinik hat Fallakten abgeschaltet. Geht von selbst weiter, wenn sie wieder da sind',
    needsFile: 'Unterbrochen. Wählen Sie dieselbe Datei noch einmal, dann geht es weiter.',
    needsFolder:
      'Unterbrochen. Wählen Sie denselben Ordner noch einmal, und senden Sie wie zuvor, dann geht es weiter.',
    progress: (sent: string, total: string) => `${sent} von ${total}`,
    rate: (rate: string) => `${rate}/s`,
    timeLeft: (time: string) => `noch ${time}`,

    pause: 'Anhalten',
    proceed: 'Weiter',
    retry: 'Erneut versuchen',
    cancel: 'Abbrechen',
    chooseAgain: 'Datei wählen',
    chooseFolderAgain: 'Ordner wählen',
    study: (modalities: string, series: number, pictures: number) =>
      [
        modalities,
        series === 1 ? '1 Serie' : `${series} Serien`,
        pictures === 0 ? '' : pictures === 1 ? '1 Bild' : `${pictures} Bilder`,
      ]
        .filter(Boolean)
        .join(' · '),
    otherFile: 'Das ist eine andere Datei',
    otherFileText: (name: string) =>
      `Gesucht wird die unveränderte Datei „${name}“. Um eine andere zu senden, brechen Sie diese ab und hängen Sie die andere neu an.`,
    fileChanged: 'Die Datei wurde verändert oder ist nicht mehr lesbar',
    fileChangedText:
      'Was hochgeladen war, wird verworfen; niemand hat es gesehen. Wählen Sie die Datei neu aus, wenn sie fertig gespeichert ist.',

    usedSpace: (used: string, quota: string, most: string) =>
      `Ihre Klinik hat ${used} von ${quota} für Dateien belegt; eine Datei kann bis ${most} groß sein.`,
    deleteFile: (name: string) => `„${name}“ löschen`,
    delete: 'Löschen',
    keep: 'Behalten',
    close: 'Schließen',
    deleteAsk: (name: string) => `„${name}“ löschen?`,
    deleteMeaning:
      'Die Datei wird aus dem Speicher gelöscht und kommt nicht zurück; niemand kann sie danach öffnen. Wer sie gespeichert hat, behält seine Kopie. Dass sie da war und wer sie gelöscht hat, bleibt stehen.',
    deleted: (name: string) => `„${name}“ ist gelöscht`,
    annotationLine: {
      'key-image': 'Schlüsselbild markiert',
      measured: 'Auf einem Bild gemessen',
      removed: 'Markierung auf einem Bild entfernt',
    },
    deletedLine: (name: string) => `Die Datei „${name}“ wurde gelöscht.`,
    deletedBy: (who: string) => `Gelöscht von ${who}`,
    gone: 'Diese Datei gibt es nicht mehr',
    goneText:
      'Sie wurde gelöscht. Bitten Sie, wenn Sie sie brauchen, die absendende Person, sie noch einmal zu senden.',

    damaged: 'Die Datei ist beschädigt oder wurde verändert. Sie wird nicht angezeigt.',
    damagedText:
      'Verwenden Sie keine Kopie, die Sie von anderer Stelle haben, ohne Rücksprache. Bitten Sie die absendende Person, die Datei noch einmal zu senden, und melden Sie es der Administration Ihrer Klinik.',
    notBelieved: 'Eine Datei, die nicht verschlüsselt angekündigt wurde',
    notBelievedText: 'Sie wird nicht geöffnet. Bitten Sie die absendende Person, sie mit dieser Anwendung zu senden.',
  },
  en: {
    leaveOut: (name: string) => `Leave out “${name}”`,
    beforeSending: 'The files are encrypted and sent once you send the request.',
    hint: 'Large files too, for example CT series. They are encrypted on this device.',
    emptyTitle: 'No files yet',
    emptyText: 'Attach images, findings or videos, or drop them here.',
    loading: 'Loading files',
    files: 'Files',
    uploads: 'Uploading',
    notKept: 'The file cannot be uploaded',
    notKeptText: 'This browser does not let anything be stored. Free some space and try again.',

    keyImage: '★ Key image of the video call',
    queued: 'Waits for files before it',
    preparing: 'Checking',
    uploading: 'Uploading',
    waiting: 'No connection. Goes on by itself',
    waitingForStore: 'The clinic’s file store does not answer. Goes on by itself',
    completing: 'Checked at the clinic',
    announcing: 'Sending into the conversation',
    paused: 'Paused',
    off: 'Stopped: your clinic has switched case files off. Goes on by itself when they are back',
    needsFile: 'Interrupted. Choose the same file once more to go on.',
    needsFolder: 'Interrupted. Choose the same folder once more and send as before to go on.',
    progress: (sent: string, total: string) => `${sent} of ${total}`,
    rate: (rate: string) => `${rate}/s`,
    timeLeft: (time: string) => `${time} left`,

    pause: 'Pause',
    proceed: 'Go on',
    retry: 'Try again',
    cancel: 'Cancel',
    chooseAgain: 'Choose file',
    chooseFolderAgain: 'Choose folder',
    study: (modalities: string, series: number, pictures: number) =>
      [modalities, `${series} series`, pictures === 0 ? '' : pictures === 1 ? '1 image' : `${pictures} images`]
        .filter(Boolean)
        .join(' · '),
    otherFile: 'This is another file',
    otherFileText: (name: string) =>
      `The unchanged file “${name}” is wanted. To send another, cancel this one and attach the other.`,
    fileChanged: 'The file was changed or can no longer be read',
    fileChangedText:
      'What was uploaded is thrown away; nobody has seen it. Choose the file again once it has been saved completely.',

    usedSpace: (used: string, quota: string, most: string) =>
      `Your clinic uses ${used} of ${quota} for files; a file may be up to ${most}.`,
    deleteFile: (name: string) => `Delete “${name}”`,
    delete: 'Delete',
    keep: 'Keep',
    close: 'Close',
    deleteAsk: (name: string) => `Delete “${name}”?`,
    deleteMeaning:
      'The file is deleted from the store and does not come back; nobody can open it afterwards. Who has saved it keeps their copy. That it was there, and who deleted it, stays.',
    deleted: (name: string) => `“${name}” is deleted`,
    annotationLine: {
      'key-image': 'Marked a key image',
      measured: 'Measured on an image',
      removed: 'Removed a mark from an image',
    },
    deletedLine: (name: string) => `The file “${name}” was deleted.`,
    deletedBy: (who: string) => `Deleted by ${who}`,
    gone: 'This file is no longer there',
    goneText: 'It was deleted. If you need it, ask the sender to send it once more.',

    damaged: 'The file is damaged or was changed. It is not shown.',
    damagedText:
      'Do not rely on a copy from elsewhere without asking. Ask the sender to send the file once more, and tell the administration of your clinic.',
    notBelieved: 'A file that was not announced encrypted',
    notBelievedText: 'It is not opened. Ask the sender to send it with this application.',
  },
})
