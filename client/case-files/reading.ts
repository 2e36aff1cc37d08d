import { onCleanup } from 'solid-js'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { errorCodeOf, useClinicApi } from '../clinic-api/index.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { errorWords } from '../i18n/words/errors.ts'
import { openRangedFile } from './ranged-case-file.ts'
import { FileDamaged } from './read-case-file.ts'

/** A stored file whose parts are fetched as they are looked at, as long as the view is there. */
export const createReading = (roomId: RoomId, manifest: CaseFileManifest) => {
  const w = useWords(caseFileWords)
  const errors = useWords(errorWords)
  const api = useClinicApi()
  const ending = new AbortController()
  const file = openRangedFile({ api, roomId, manifest, signal: ending.signal })
  onCleanup(() => {
    ending.abort()
    file.then((opened) => opened[Symbol.dispose]()).catch(() => {})
  })
  return {
    file,
    read: async (start: number, end: number) => (await file).read(start, end),
    /** What to say of it; null: it says something of what was read, not of the way to it. */
    faultOf(error: unknown): string | null {
      if (error instanceof FileDamaged) return w().damaged
      const code = error instanceof Error && error.name === 'ApiError' ? errorCodeOf(error) : null
      if (code === 'not-found') return `${w().gone}. ${w().goneText}`
      return code && `${errors()[code].title}. ${errors()[code].action}`
    },
  }
}
