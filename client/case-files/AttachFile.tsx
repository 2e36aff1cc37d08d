import Paperclip from 'lucide-solid/icons/paperclip'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { IconButton } from '../ui/index.ts'
import { useAttach } from './attach.ts'
import { FileInput } from './FileInput.tsx'

/** For where messages are written. */
export const AttachFile = (props: { roomId: RoomId; disabled?: boolean }) => {
  const w = useWords(caseFileWords)
  const attach = useAttach()
  let input: HTMLInputElement | undefined
  // The room at the moment of the press: choosing takes a while, and one may look elsewhere meanwhile.
  let roomId = props.roomId
  return (
    <>
      <IconButton
        label={w().attach}
        icon={Paperclip}
        onClick={() => {
          roomId = props.roomId
          input?.click()
        }}
        {...(props.disabled === undefined ? {} : { disabled: props.disabled })}
      />
      <FileInput
        several
        ref={(element) => {
          input = element
        }}
        onChoose={(files) => void attach(roomId, files)}
      />
    </>
  )
}
