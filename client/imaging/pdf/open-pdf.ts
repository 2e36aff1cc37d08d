import { getDocument, PasswordResponses, PDFDataRangeTransport, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist'
import PdfThread from 'pdfjs-dist/build/pdf.worker.min.mjs?worker'
import type { RangedBytes } from '../ranged-bytes.ts'
import { PdfParts } from './pdf-parts.ts'

export type OpenPdf = { document: PDFDocumentProxy; close(): void }
export type PdfFault = 'broken' | 'locked'

/** PDF.js asks for at least so much at once. */
const partBytes = 256 * 1024

/** Gives PDF.js the parts of the file that a page needs, and no others. */
class Parts extends PDFDataRangeTransport {
  readonly #file: RangedBytes
  readonly #onFault: (error: unknown) => void
  constructor(file: RangedBytes, onFault: (error: unknown) => void) {
    super(file.sizeBytes, null)
    this.#file = file
    this.#onFault = onFault
  }
  override requestDataRange(begin: number, end: number): void {
    this.#file
      .read(begin, Math.min(end, this.#file.sizeBytes))
      .then((part) => this.onDataRange(begin, part))
      .catch(this.#onFault)
  }
}

/**
 * Rejects with a `PdfFault`. `onFault`: a part could not be read, now or when a later page needs it; what waits for it
 * is never answered.
 */
export const openPdf = (
  file: RangedBytes,
  onFault: (error: unknown) => void,
): { opened: Promise<OpenPdf>; close(): void } => {
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
    const task = getDocument({
      range: new Parts(file, onFault),
      rangeChunkSize: partBytes,
      disableAutoFetch: true,
      disableStream: true,
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
