import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import { saveBlob } from '../ui/index.ts'
import { chooseTarget } from '../ui/save-target.ts'
import type { createOpening } from './opening.ts'

/** What is larger goes to the disk as it comes: the browser would keep all of it a second time. */
const largeBytes = 64 * 1024 * 1024

/** As the picker wants it; a name may have none. */
const extensionOf = (name: string): string => /\.[A-Za-z0-9]{1,15}$/.exec(name)?.[0] ?? '.bin'

type Fetching = Pick<ReturnType<typeof createOpening>, 'fetchFile' | 'saveTo'>

/** Saves a file where the person wants it. */
export const saveFile = async (
  { name, sizeBytes }: CaseFileManifest,
  { fetchFile, saveTo }: Fetching,
): Promise<void> => {
  if (sizeBytes >= largeBytes) {
    const target = await chooseTarget({ name, mimeType: 'application/octet-stream', extension: extensionOf(name) })
    if (target) await saveTo(target)
    return
  }
  const blob = await fetchFile()
  if (blob) saveBlob(blob, name)
}
