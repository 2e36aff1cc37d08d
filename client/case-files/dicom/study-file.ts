import { planZip } from '#shared/case-files/zip.ts'
import { type StudyIndex, type StudySeries, studyType } from '#shared/dicom/study-index.ts'
import type { DicomFacts } from '../../workers/dicom/look.ts'
import type { ToUpload } from '../to-upload.ts'

/** An object as it leaves. */
export type WrittenObject = { blob: Blob; crc32: string; instanceUid: string; facts: DicomFacts; isAnonymous: boolean }

const numbered = (prefix: string, at: number) => `${prefix}${String(at + 1).padStart(5, '0')}`

/**
 * All objects of a study as one file, which everybody can open as an archive: one upload, one message, one entry in the
 * list. The objects come in the order of their series. `crc32` is asked for the index.
 */
export const studyFile = async (
  objects: readonly WrittenObject[],
  name: string,
  lastModified: number,
  crc32: (blob: Blob) => Promise<string>,
): Promise<ToUpload> => {
  const bySeries = [...Map.groupBy(objects, ({ facts }) => facts.seriesUid).values()]
  const entries = bySeries.flatMap((inSeries, series) =>
    inSeries.map((object, at) => ({
      name: `${numbered('SE', series)}/${numbered('IM', at)}.dcm`,
      sizeBytes: object.blob.size,
      crc32: object.crc32,
      object,
    })),
  )
  // Where an object lies does not depend on what comes after it.
  const { starts } = planZip(entries)
  const placeOf = new Map(entries.map(({ object }, at) => [object, starts[at] ?? 0]))
  const index: StudyIndex = {
    version: 1,
    series: bySeries.map((inSeries): StudySeries => {
      const { modality, seriesDescription, seriesNumber } = inSeries[0]?.facts ?? {
        modality: '',
        seriesDescription: '',
        seriesNumber: 0,
      }
      return {
        modality,
        description: inSeries[0]?.isAnonymous ? '' : seriesDescription.slice(0, 200),
        number: seriesNumber,
        objects: inSeries.map((object) => {
          const start = placeOf.get(object) ?? 0
          const { facts, blob, instanceUid } = object
          const { sopClass, frames, hasPixels } = facts
          return { start, end: start + blob.size, instanceUid, sopClass, frames, hasPixels }
        }),
      }
    }),
  }
  const indexBlob = new Blob([JSON.stringify(index)])
  const all = [...entries, { name: 'index.json', sizeBytes: indexBlob.size, crc32: await crc32(indexBlob) }]
  const plan = planZip(all)
  const contents = [...entries.map(({ object }) => object.blob), indexBlob]
  const parts = contents.flatMap((content, at): BlobPart[] => [plan.headers[at] ?? new Uint8Array(), content])
  const indexStart = plan.starts.at(-1) ?? 0
  return {
    file: new File([...parts, plan.ending], name, { type: studyType, lastModified }),
    study: {
      indexStart,
      indexEnd: indexStart + indexBlob.size,
      modalities: [...new Set(objects.map(({ facts }) => facts.modality).filter(Boolean))].sort(),
      series: bySeries.length,
      pictures: objects.filter(({ facts }) => facts.hasPixels).length,
    },
  }
}
