import type { StudyIndex, StudyObject, StudySeries } from '#shared/dicom/study-index.ts'
import type { Frame } from './decoded.ts'
import { createKept } from './kept.ts'
import { type DicomFile, openDicom } from './open-dicom.ts'
import type { Stack } from './stack-view.ts'

/** Where a study comes from: its parts, decrypted and verified, as they are asked for. */
export type StudySource = {
  /** Null: it is one object, as long as `sizeBytes`. */
  index: StudyIndex | null
  sizeBytes: number
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>
  /** Why something could not be read, for the person; null: nothing more is known. */
  faultOf(error: unknown): string | null
}

/** One thing that is chosen in the list: pictures to scroll through, or objects without any. */
export type StudyPart = {
  series: StudySeries
  /** Each with its frames, in order. */
  objects: StudyObject[]
  kind: 'pictures' | 'objects'
  /** Of pictures: how many there are to scroll through; otherwise how many objects. */
  length: number
}

const framesOf = (objects: readonly StudyObject[]) => objects.reduce((sum, { frames }) => sum + frames, 0)

export const partsOf = ({ series }: StudyIndex): StudyPart[] =>
  series.flatMap((one) => {
    const pictures = one.objects.filter(({ hasPixels }) => hasPixels)
    const others = one.objects.filter(({ hasPixels }) => !hasPixels)
    return [
      { series: one, objects: pictures, kind: 'pictures' as const, length: framesOf(pictures) },
      { series: one, objects: others, kind: 'objects' as const, length: others.length },
    ].filter(({ length }) => length > 0)
  })

/** Which object a place in the stack belongs to, and which of its frames it is. */
export const placeIn = ({ objects, kind }: StudyPart, at: number): { object: StudyObject; frame: number } | null => {
  let before = 0
  for (const object of objects) {
    const frames = kind === 'pictures' ? object.frames : 1
    if (at < before + frames) return { object, frame: at - before }
    before += frames
  }
  return null
}

/** Where the first picture of an object is; null: it belongs to another part. */
export const placeOfInstance = ({ objects, kind }: StudyPart, instanceUid: string): number | null => {
  const at = objects.findIndex((object) => object.instanceUid === instanceUid)
  if (at < 0) return null
  return kind === 'pictures' ? framesOf(objects.slice(0, at)) : at
}

/** Of one object by what it says itself. */
export const indexOf = async ({ index, sizeBytes }: StudySource, objects: Objects): Promise<StudyIndex> => {
  if (index) return index
  const object = { start: 0, end: sizeBytes, instanceUid: '', sopClass: '', frames: 1, hasPixels: false }
  const file = await objects.open(object)
  if (file.kind === 'pdf')
    return { version: 1, series: [{ modality: '', description: '', number: 0, objects: [object] }] }
  const { modality, seriesDescription, sopClass, frames, instanceUid } = file.header
  const known = { ...object, instanceUid, sopClass, frames, hasPixels: file.kind === 'picture' }
  return { version: 1, series: [{ modality, description: seriesDescription, number: 0, objects: [known] }] }
}

/** As read, beside what is decoded of them. */
const mostReadBytes = 128 * 1024 * 1024

/** Reads objects of a study, each once while it is in use. */
export const createObjects = ({ read }: StudySource) => {
  const opened = createKept<StudyObject, Promise<DicomFile>>(mostReadBytes)
  return {
    open(object: StudyObject): Promise<DicomFile> {
      const known = opened.get(object)
      if (known) return known
      const file = read(object.start, object.end).then(openDicom)
      opened.put(object, file, object.end - object.start)
      // What could not be had is asked for again.
      file.catch(() => opened.drop(object))
      return file
    },
    heldBytes: () => opened.bytes,
  }
}
export type Objects = ReturnType<typeof createObjects>

export const stackOf = (objects: Objects, part: StudyPart): Stack => ({
  length: part.length,
  async load(at): Promise<Frame> {
    const place = placeIn(part, at)
    if (!place) throw new Error('no such frame')
    const file = await objects.open(place.object)
    if (file.kind !== 'picture') throw new Error('no picture')
    return { dataSet: file.dataSet, frame: Math.min(place.frame, file.header.frames - 1) }
  },
})
