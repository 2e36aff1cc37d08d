import type { DataSet } from 'dicom-parser'
import { decoderNameOf } from '#shared/dicom/text.ts'

export type ReadText = (dataSet: DataSet, tag: string) => string

/** Reads as the whole file says: parts of sequences do not say again how they are written. */
export const openText = (file: DataSet): ReadText => {
  const decoder = new TextDecoder(decoderNameOf(file.string('x00080005') ?? ''))
  return (dataSet, tag) => {
    const element = dataSet.elements[tag]
    if (!element || element.length <= 0) return ''
    const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
    return decoder.decode(bytes).replace(/\0/g, '').trim()
  }
}
