import * as v from 'valibot'

const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const text = v.pipe(v.string(), v.maxLength(200))
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_000_000))

/** One DICOM object within the file of a study. `start` and `end` of its bytes. */
const studyObject = v.object({
  start: place,
  end: place,
  instanceUid: text,
  sopClass: text,
  frames: v.pipe(count, v.minValue(1)),
  hasPixels: v.boolean(),
})
export type StudyObject = v.InferOutput<typeof studyObject>

const studySeries = v.object({
  modality: text,
  description: text,
  number: v.pipe(v.number(), v.safeInteger()),
  objects: v.pipe(v.array(studyObject), v.minLength(1), v.maxLength(100_000)),
})
export type StudySeries = v.InferOutput<typeof studySeries>

/** What stands at the end of a study's file, so that the first picture does not wait for the others. */
export const studyIndex = v.object({ version: v.literal(1), series: v.pipe(v.array(studySeries), v.maxLength(10_000)) })
export type StudyIndex = v.InferOutput<typeof studyIndex>

/** In the manifest: where the index is, and what the card says without fetching anything. */
export const studySummary = v.object({
  indexStart: place,
  indexEnd: place,
  modalities: v.pipe(v.array(text), v.maxLength(50)),
  series: count,
  pictures: count,
})
export type StudySummary = v.InferOutput<typeof studySummary>

/** Null for what is no index of a file of this size. */
export const parseStudyIndex = (content: unknown, sizeBytes: number): StudyIndex | null => {
  const parsed = v.safeParse(studyIndex, content)
  if (!parsed.success) return null
  const isInside = ({ start, end }: StudyObject) => start < end && end <= sizeBytes
  return parsed.output.series.every(({ objects }) => objects.every(isInside)) ? parsed.output : null
}

export const studyType = 'application/dicom+zip'
