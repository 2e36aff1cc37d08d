import { getDocument, PasswordResponses, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist'
import PdfThread from 'pdfjs-dist/build/pdf.worker.min.mjs?worker'
import { PdfParts } from './pdf-parts.ts'

export type OpenPdf = { document: PDFDocumentProxy; close(): void }
export type PdfFault = 'broken' | 'locked'

/** Rejects with a `PdfFault`. */
export const openPdf = (file: Blob): { opened: Promise<OpenPdf>; close(): void } => {
  const thread = new PdfThread()
  const worker = PDFWorker.create({ port: thread })
  let stop: () => void = () => undefined
  let isClosed = false
  const close = () => {
    if (isClosed) return
    isClosed = true
    stop()
    worker.destroy()
    thread.terminate()
  }

  const open = async (): Promise<OpenPdf> => {
    const data = new Uint8Array(await file.arrayBuffer())
    const task = getDocument({
      data,
      worker,
      isEvalSupported: false,
      enableXfa: false,
      useWorkerFetch: false,
      // Never fetched: the parts below answer, and need to know only that they are asked for.
      cMapUrl: 'cmaps/',
      standardFontDataUrl: 'fonts/',
      wasmUrl: 'wasm/',
      cMapPacked: true,
      BinaryDataFactory: PdfParts,
    })
    stop = () => void task.destroy()
    return await new Promise<OpenPdf>((resolve, reject) => {
      // Without an answer the document waits for a password for ever.
      task.onPassword = (_: unknown, reason: number) => {
        if (reason === PasswordResponses.NEED_PASSWORD || reason === PasswordResponses.INCORRECT_PASSWORD)
          reject('locked')
      }
      task.promise.then((document) => resolve({ document, close }), reject)
    })
  }

  const opened = open().catch((error: unknown) => {
    close()
    throw (error === 'locked' ? 'locked' : 'broken') satisfies PdfFault
  })
  return { opened, close }
}
