import { AttachFile } from '../../case-files/index.ts'
import type { RoomView } from '../../matrix/types.ts'
import { type UrgencyChoice, UrgencyMenu } from '../../urgent/index.ts'

/** What stands beside the field: each adds something to the conversation or to what is being written. */
export const ComposerTools = (props: { room: RoomView; urgency: UrgencyChoice; disabled: boolean }) => (
  <>
    <AttachFile roomId={props.room.roomId} disabled={props.disabled} />
    <UrgencyMenu choice={props.urgency} disabled={props.disabled} />
  </>
)
