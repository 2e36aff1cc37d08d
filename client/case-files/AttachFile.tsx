import Paperclip from 'lucide-solid/icons/paperclip'
import type { RoomId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { IconButton } from '../ui/index.ts'
import { useAttach } from './attach.ts'
import { chooseFiles } from './choose-files.ts'

/** For where messages are written. */
export const AttachFile = (props: { roomId: RoomId; disabled?: boolean }) => {
  const w = useWords(caseFileWords)
  const attach = useAttach()
  const choose = async () => {
    // The room at the moment of the press: choosing takes a while, and one may look elsewhere meanwhile.
    const { roomId } = props
    await attach(roomId, await chooseFiles({ several: true }))
  }
  return (
    <IconButton
      label={w().attach}
      icon={Paperclip}
      onClick={() => void choose()}
      {...(props.disabled === undefined ? {} : { disabled: props.disabled })}
    />
  )
}
