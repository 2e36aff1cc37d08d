import type { Prepared, Refusal } from './prepare.ts'

/**
 * What was chosen and is not sent. It lives in the memory of this page only.
 *
 * | state     | shown                                   | on entry                                      |
 * | --------- | --------------------------------------- | --------------------------------------------- |
 * | preparing | that it is being prepared               | it is read, cleaned and measured, in a worker |
 * | ready     | as it will arrive, with the way to edit | nothing is kept of what was left out          |
 * | refused   | why it is not sent                      | the rest is sent without it                   |
 */
export type Chosen = { id: string; name: string; sizeBytes: number } & (
  | { state: 'preparing' }
  | { state: 'ready'; prepared: Exclude<Prepared, { kind: 'refused' }> }
  | { state: 'refused'; reason: Refusal | 'failed' }
)

/** What is shown of it, and what can be edited; null: nothing of it can be seen. */
export const previewOf = (chosen: Chosen): { shown: Blob; editable: Blob | null } | null => {
  if (chosen.state !== 'ready') return null
  const { prepared } = chosen
  if (prepared.kind === 'case-file')
    // Its type was set when it was drawn anew.
    return prepared.isPicture ? { shown: prepared.file, editable: prepared.file } : null
  const { kind, blob, thumbnail } = prepared.outgoing
  if (kind === 'picture') return { shown: thumbnail?.blob ?? blob, editable: blob }
  return thumbnail && { shown: thumbnail.blob, editable: null }
}

/** Written anew, so that it says nothing beside. */
export const isCleaned = (chosen: Chosen): boolean => {
  if (chosen.state !== 'ready' || chosen.prepared.keepsPlace) return false
  return chosen.prepared.isWrittenAnew
}

export const isCaseFile = (chosen: Chosen): boolean => chosen.state === 'ready' && chosen.prepared.kind === 'case-file'
