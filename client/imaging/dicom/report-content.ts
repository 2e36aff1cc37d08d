import type { DataSet } from 'dicom-parser'
import { personName } from '#shared/dicom/text.ts'
import { openText, type ReadText } from './dicom-text.ts'

/** One line of a structured report; `depth` is how far it is indented. */
export type ReportLine = { depth: number; name: string; value: string }

const first = (dataSet: DataSet, tag: string): DataSet | undefined => dataSet.elements[tag]?.items?.[0]?.dataSet
const meaning = (text: ReadText, dataSet: DataSet | undefined) => (dataSet ? text(dataSet, 'x00080104') : '')

const shownValue = (text: ReadText, item: DataSet): string => {
  const measured = first(item, 'x0040a300')
  if (measured) {
    return `${text(measured, 'x0040a30a')} ${meaning(text, first(measured, 'x004008ea'))}`.trim()
  }
  return (
    text(item, 'x0040a160') ||
    meaning(text, first(item, 'x0040a168')) ||
    personName(text(item, 'x0040a123')) ||
    text(item, 'x0040a121') ||
    text(item, 'x0040a120')
  )
}

const deepest = 12

/** The content tree of a structured report as lines (DICOM PS3.3 section C.17.3); empty for any other object. */
export const readReportContent = (dataSet: DataSet): ReportLine[] => {
  const text = openText(dataSet)
  const linesOf = (node: DataSet, depth: number): ReportLine[] =>
    depth > deepest
      ? []
      : (node.elements['x0040a730']?.items ?? []).flatMap(({ dataSet: item }) => {
          if (!item) return []
          const line = { depth, name: meaning(text, first(item, 'x0040a043')), value: shownValue(text, item) }
          return [...(line.name || line.value ? [line] : []), ...linesOf(item, depth + 1)]
        })
  return linesOf(dataSet, 0)
}

/** A PDF inside of a DICOM object (Encapsulated PDF, DICOM PS3.3 section A.45.1). */
export const readEnclosedPdf = (dataSet: DataSet): Blob | null => {
  const element = dataSet.elements['x00420011']
  if (!element || element.length <= 0 || dataSet.string('x00420012') !== 'application/pdf') return null
  const { byteArray } = dataSet
  return new Blob(
    [byteArray.slice(element.dataOffset, element.dataOffset + element.length) as Uint8Array<ArrayBuffer>],
    {
      type: 'application/pdf',
    },
  )
}
