import { MediaButtons, VoiceButton } from '../../media/index.ts'
import { type UrgencyChoice, UrgencyMenu } from '../../urgent/index.ts'

/** What stands beside the field: each adds something to the conversation or to what is being written. */
export const ComposerTools = (props: { urgency: UrgencyChoice; disabled: boolean }) => (
  <>
    <MediaButtons disabled={props.disabled} />
    <VoiceButton disabled={props.disabled} />
    <UrgencyMenu choice={props.urgency} disabled={props.disabled} />
  </>
)
