import type { StudySummary } from '#shared/dicom/study-index.ts'

/** A file for a conversation; `study`: what it says of itself, when it holds the objects of a study. */
export type ToUpload = { file: File; study: StudySummary | null }
