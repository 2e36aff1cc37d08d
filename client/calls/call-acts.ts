import Columns2 from 'lucide-solid/icons/columns-2'
import Hand from 'lucide-solid/icons/hand'
import LayoutGrid from 'lucide-solid/icons/layout-grid'
import MessageSquare from 'lucide-solid/icons/message-square'
import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import MonitorUp from 'lucide-solid/icons/monitor-up'
import MonitorX from 'lucide-solid/icons/monitor-x'
import PictureInPicture2 from 'lucide-solid/icons/picture-in-picture-2'
import Presentation from 'lucide-solid/icons/presentation'
import Settings2 from 'lucide-solid/icons/settings-2'
import Users from 'lucide-solid/icons/users'
import Video from 'lucide-solid/icons/video'
import VideoOff from 'lucide-solid/icons/video-off'
import { type Accessor, createMemo } from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { heardCount } from '../matrix/heard.ts'
import { useSession } from '../matrix/session-context.tsx'
import type { Icon } from '../ui/index.ts'
import type { Call } from './join-call.ts'
import type { Layout } from './layout-rules.ts'
import { canFloat, floatPicture } from './picture-in-picture.ts'

export type Panel = 'people' | 'conversation'

/** What one can do in a call: a button, an entry of a phone's menu, and a key. */
export type CallAct = {
  id: string
  label: string
  icon: Icon
  /** On the keyboard. */
  key?: string
  /** Of what is on or off. */
  isOn?: boolean
  panel?: Panel
  /** What is new there; stands in the label too. */
  count?: number
  /** On a phone it stands in the menu: in one line fits what is wanted often. */
  isSeldom?: boolean
  act(): void
}

export type CallActsParts = {
  call: Call
  hand: { isUp: Accessor<boolean>; toggle(): void }
  layout: Layout
  onLayout(layout: Layout): void
  panel: Panel | null
  onPanel(panel: Panel): void
  onLookTogether(): void
}

/** In the order in which they stand beside each other; hanging up stands apart. */
export const createCallActs = (parts: CallActsParts, onDevices: () => void): Accessor<CallAct[]> => {
  const w = useWords(callWords)
  const canShare = typeof navigator.mediaDevices?.getDisplayMedia === 'function'
  const session = useSession()
  // Guests are in the call and not in the conversation.
  const hasConversation = !isGuest(session.userId)
  const unread = createMemo(() => {
    const { roomId } = parts.call
    const conversation = session.rtc(roomId).conversation() ?? roomId
    const summary = hasConversation && session.rooms().find((one) => one.roomId === conversation)
    return summary ? heardCount(summary) : 0
  })

  const microphone = (isOn: boolean): CallAct => ({
    id: 'microphone',
    label: isOn ? w().turnMicrophoneOff : w().turnMicrophoneOn,
    icon: isOn ? Mic : MicOff,
    key: 'm',
    isOn,
    act: () => void parts.call.toggle('microphone'),
  })
  const camera = (isOn: boolean): CallAct => ({
    id: 'camera',
    label: isOn ? w().turnCameraOff : w().turnCameraOn,
    icon: isOn ? Video : VideoOff,
    key: 'v',
    isOn,
    act: () => void parts.call.toggle('camera'),
  })
  const screen = (isOn: boolean): CallAct => ({
    id: 'screen',
    label: isOn ? w().stopSharing : w().shareScreen,
    icon: isOn ? MonitorX : MonitorUp,
    key: 's',
    isOn,
    isSeldom: true,
    act: () => void parts.call.toggle('screen'),
  })
  const together = (): CallAct => ({
    id: 'together',
    label: w().lookTogether,
    icon: Presentation,
    key: 't',
    isSeldom: true,
    act: () => parts.onLookTogether(),
  })
  const hand = (isUp: boolean): CallAct => ({
    id: 'hand',
    label: isUp ? w().lowerHand : w().raiseHand,
    icon: Hand,
    key: 'h',
    isOn: isUp,
    act: () => parts.hand.toggle(),
  })
  const layout = (isGrid: boolean): CallAct => ({
    id: 'layout',
    label: isGrid ? w().showSpeaker : w().showGrid,
    icon: isGrid ? Columns2 : LayoutGrid,
    key: 'l',
    isSeldom: true,
    act: () => parts.onLayout(isGrid ? 'speaker' : 'grid'),
  })
  const float = (): CallAct => ({
    id: 'float',
    label: w().float,
    icon: PictureInPicture2,
    isSeldom: true,
    act: () => void floatPicture(),
  })
  const panel = (which: Panel, label: string, icon: Icon, key: string): CallAct => ({
    id: which,
    label,
    icon,
    key,
    isOn: parts.panel === which,
    panel: which,
    act: () => parts.onPanel(which),
  })
  const devices = (): CallAct => ({
    id: 'devices',
    label: w().settings,
    icon: Settings2,
    isSeldom: true,
    act: onDevices,
  })

  return createMemo(() => [
    microphone(parts.call.isOn('microphone')),
    camera(parts.call.isOn('camera')),
    ...(canShare ? [screen(parts.call.isOn('screen'))] : []),
    ...(hasConversation ? [together()] : []),
    hand(parts.hand.isUp()),
    layout(parts.layout === 'grid'),
    ...(canFloat() ? [float()] : []),
    panel('people', w().people, Users, 'p'),
    ...(hasConversation
      ? [{ ...panel('conversation', w().conversationWith(unread()), MessageSquare, 'c'), count: unread() }]
      : []),
    devices(),
  ])
}
