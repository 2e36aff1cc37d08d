import type { UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { useSession } from '../matrix/session-context.tsx'
import { TimeAgo } from '../ui/index.ts'
import { DeletedFile } from './DeletedFile.tsx'

/** A file that was there once, and who has deleted it. */
export const GoneFile = (props: { name: string; deletion: { by: UserId; at: number } }) => {
  const w = useWords(caseFileWords)
  const session = useSession()
  return (
    <DeletedFile
      name={props.name}
      detail={
        <>
          {w().deletedBy(session.nameOf(props.deletion.by))} · <TimeAgo at={props.deletion.at} />
        </>
      }
    />
  )
}
