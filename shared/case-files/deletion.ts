import * as v from 'valibot'
import type { Task } from '../consults/task-content.ts'
import type { ErrorCode } from '../errors.ts'
import type { UserId } from '../matrix/ids.ts'
import { fileId } from './api.ts'

/** Who may: who added it, and who asked for the consult that it belongs to. */
export const mayDeleteFile = (person: UserId, owner: UserId, task: Pick<Task, 'requester'> | null): boolean =>
  person === owner || person === task?.requester

/**
 * Why a person may not delete a stored file now; null when they may. What a signed report was written from stays until
 * who asked has closed the consult, and so has what they need.
 */
export const deletionFault = (
  person: UserId,
  owner: UserId,
  task: Pick<Task, 'requester' | 'status' | 'outcome'> | null,
): Extract<ErrorCode, 'not-allowed' | 'report-open'> | null => {
  if (!mayDeleteFile(person, owner, task)) return 'not-allowed'
  return task?.status === 'completed' && task.outcome === null ? 'report-open' : null
}

/** Content of the encrypted event `app.consilium.case_file.deletion`; the service has deleted the file before. */
export const fileDeletion = v.object({ version: v.literal(1), fileId, name: v.pipe(v.string(), v.maxLength(1_000)) })
export type FileDeletion = v.InferOutput<typeof fileDeletion>

export const parseFileDeletion = (content: unknown): FileDeletion | null => {
  const parsed = v.safeParse(fileDeletion, content)
  return parsed.success ? parsed.output : null
}
