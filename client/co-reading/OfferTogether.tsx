import { useNavigate } from '@solidjs/router'
import Presentation from 'lucide-solid/icons/presentation'
import { type ParentProps, Show } from 'solid-js'
import type { ReadingView } from '#shared/co-reading/view.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { addressOfCall, useActiveCall } from '../calls/index.ts'
import { useWords } from '../i18n/index.ts'
import { coReadingWords } from '../i18n/words/co-reading.ts'
import { type Company, CompanyContext } from '../imaging/index.ts'
import { useSession } from '../matrix/session-context.tsx'
import { IconButton } from '../ui/index.ts'
import { lookTogetherAt } from './wanted.ts'

/** Around a viewer that somebody has open by themselves: in a call of its room, they can show it to the others. */
export const OfferTogether = (props: ParentProps<{ roomId: RoomId; fileId: string; onTaken(): void }>) => {
  const w = useWords(coReadingWords)
  const session = useSession()
  const navigate = useNavigate()
  const active = useActiveCall(session)
  let inSight: ReadingView | null = null
  /** The call in whose conversation the file is. */
  const call = () => {
    const found = active()
    const written = found && (session.rtc(found.roomId).conversation() ?? found.roomId)
    return written === props.roomId ? found : null
  }
  const show = () => {
    const found = call()
    if (!found) return
    lookTogetherAt({ roomId: props.roomId, fileId: props.fileId, view: inSight && { ...inSight, pointer: null } })
    props.onTaken()
    navigate(addressOfCall(found.roomId))
  }
  const company: Company = {
    led: () => null,
    reached: () => {},
    tell(view) {
      inSight = view
    },
    leader: () => '',
    actions: () => (
      <Show when={call()}>
        <IconButton label={w().lookTogether} icon={Presentation} onClick={show} />
      </Show>
    ),
    frame: (viewer) => viewer(),
  }
  return <CompanyContext.Provider value={company}>{props.children}</CompanyContext.Provider>
}
