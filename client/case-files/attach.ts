import type { RoomId } from '#shared/matrix/ids.ts'
import { useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { toast } from '../ui/index.ts'
import type { ToUpload } from './to-upload.ts'
import { useUploads } from './uploads-store.ts'

/** Adds files to a conversation, and says when even that is not possible. `mark`: what their messages say beside. */
export const useAttach = () => {
  const w = useWords(caseFileWords)
  const uploads = useUploads()
  const errors = useWords(errorWords)
  const api = useClinicApi()
  return async (roomId: RoomId, files: readonly (File | ToUpload)[], mark = {}): Promise<void> => {
    if (!api.has('case-files')) {
      const { title, action } = errors()['feature-off']
      toast({ tone: 'warning', title, text: action })
      return
    }
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
