import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { toast } from '../ui/index.ts'
import type { ToUpload } from './to-upload.ts'
import { useUploads } from './uploads-store.ts'

/** Adds files to a conversation, and says when even that is not possible. `mark`: what their messages say beside. */
export const useAttach = () => {
  const w = useWords(caseFileWords)
  const uploads = useUploads()
  return async (roomId: RoomId, files: readonly (File | ToUpload)[], mark = {}): Promise<void> => {
    try {
      await uploads.add(
        roomId,
        files.map((file) => (file instanceof File ? { file, study: null } : file)),
        mark,
      )
    } catch {
      toast({ tone: 'danger', title: w().notKept, text: w().notKeptText })
    }
  }
}
