import type { DataSet } from 'dicom-parser'
import { type DicomHeader, readHeader } from './header.ts'
import { parseDicom } from './parse-dicom.ts'
import { type ReportLine, readEnclosedPdf, readReportContent } from './report-content.ts'

export type DicomFile =
  | { kind: 'picture'; header: DicomHeader; dataSet: DataSet }
  | { kind: 'pdf'; pdf: Blob }
  | { kind: 'facts'; header: DicomHeader; lines: ReportLine[] }

/** Throws what is no DICOM. */
export const openDicom = (bytes: Uint8Array): DicomFile => {
  const dataSet = parseDicom(bytes)
  const header = readHeader(dataSet)
  if (header.hasPixels) return { kind: 'picture', header, dataSet }
  const pdf = readEnclosedPdf(dataSet)
  return pdf ? { kind: 'pdf', pdf } : { kind: 'facts', header, lines: readReportContent(dataSet) }
}
