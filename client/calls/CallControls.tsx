import Columns2 from 'lucide-solid/icons/columns-2'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Hand from 'lucide-solid/icons/hand'
import LayoutGrid from 'lucide-solid/icons/layout-grid'
import MessageSquare from 'lucide-solid/icons/message-square'
import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import MonitorUp from 'lucide-solid/icons/monitor-up'
import MonitorX from 'lucide-solid/icons/monitor-x'
import PhoneOff from 'lucide-solid/icons/phone-off'
import PictureInPicture2 from 'lucide-solid/icons/picture-in-picture-2'
import Presentation from 'lucide-solid/icons/presentation'
import Settings2 from 'lucide-solid/icons/settings-2'
import Users from 'lucide-solid/icons/users'
import Video from 'lucide-solid/icons/video'
import VideoOff from 'lucide-solid/icons/video-off'
import { type Accessor, createSignal, onCleanup, Show } from 'solid-js'
import { isGuest } from '#shared/calls/guests.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { useSession } from '../matrix/session-context.tsx'
import { Button, createNarrow, Dialog, IconButton, Menu, type MenuItem } from '../ui/index.ts'
import styles from './CallView.module.css'
import { DevicePicker } from './DevicePicker.tsx'
import type { Call, MediaKind } from './join-call.ts'
import type { Layout } from './layout-rules.ts'
import { canFloat, floatPicture } from './picture-in-picture.ts'

export type Panel = 'people' | 'conversation'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

type Props = {
  call: Call
  hand: { isUp: Accessor<boolean>; toggle(): void }
  layout: Layout
  onLayout(layout: Layout): void
  panel: Panel | null
  onPanel(panel: Panel): void
  /** The buttons that open the panels: focus goes back to them. */
  buttons: Partial<Record<Panel, HTMLButtonElement>>
  onLookTogether(): void
  onLeave(): void
}

export const CallControls = (props: Props) => {
  const w = useWords(callWords)
  const [isChoosing, setChoosing] = createSignal(false)
  const canShare = typeof navigator.mediaDevices?.getDisplayMedia === 'function'
  const toggle = (kind: MediaKind) => void props.call.toggle(kind)
  const changeLayout = () => props.onLayout(props.layout === 'grid' ? 'speaker' : 'grid')

  // Guests are in the call and not in the conversation.
  const hasConversation = !isGuest(useSession().userId)

  const acts: Record<string, () => void> = {
    m: () => toggle('microphone'),
    v: () => toggle('camera'),
    h: () => props.hand.toggle(),
    l: changeLayout,
    p: () => props.onPanel('people'),
    ...(hasConversation ? { c: () => props.onPanel('conversation'), t: () => props.onLookTogether() } : {}),
    L: () => props.onLeave(),
    ...(canShare ? { s: () => toggle('screen') } : {}),
  }
  const onKey = (event: KeyboardEvent) => {
    // The second key of a way to somewhere else.
    if (
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.repeat ||
      isTyping(event.target)
    )
      return
    const act = acts[event.key]
    if (!act || document.querySelector('[role="dialog"], [role="menu"]')) return
    act()
    event.preventDefault()
  }
  window.addEventListener('keydown', onKey)
  onCleanup(() => window.removeEventListener('keydown', onKey))

  const label = (kind: MediaKind) => {
    const isOn = props.call.isOn(kind)
    switch (kind) {
      case 'microphone':
        return w().shortcut(isOn ? w().turnMicrophoneOff : w().turnMicrophoneOn, 'M')
      case 'camera':
        return w().shortcut(isOn ? w().turnCameraOff : w().turnCameraOn, 'V')
      case 'screen':
        return w().shortcut(isOn ? w().stopSharing : w().shareScreen, 'S')
      default:
        return kind satisfies never
    }
  }

  const isNarrow = createNarrow('40rem')
  const looks = () => ({
    label: props.layout === 'grid' ? w().showSpeaker : w().showGrid,
    icon: props.layout === 'grid' ? Columns2 : LayoutGrid,
  })
  /** On a phone, all that is seldom wanted: in one line fits what is wanted often. */
  const seldom = (): MenuItem[] => [
    ...(canShare
      ? [
          {
            label: props.call.isOn('screen') ? w().stopSharing : w().shareScreen,
            icon: props.call.isOn('screen') ? MonitorX : MonitorUp,
            onSelect: () => toggle('screen'),
          },
        ]
      : []),
    ...(hasConversation
      ? [{ label: w().lookTogether, icon: Presentation, onSelect: () => props.onLookTogether() }]
      : []),
    { ...looks(), onSelect: changeLayout },
    ...(canFloat() ? [{ label: w().float, icon: PictureInPicture2, onSelect: () => void floatPicture() }] : []),
    { label: w().settings, icon: Settings2, onSelect: () => setChoosing(true) },
  ]

  return (
    <div class={styles['controls']} role="toolbar" aria-label={w().call}>
      <IconButton
        label={label('microphone')}
        icon={props.call.isOn('microphone') ? Mic : MicOff}
        pressed={props.call.isOn('microphone')}
        onClick={() => toggle('microphone')}
      />
      <IconButton
        label={label('camera')}
        icon={props.call.isOn('camera') ? Video : VideoOff}
        pressed={props.call.isOn('camera')}
        onClick={() => toggle('camera')}
      />
      <Show when={!isNarrow()}>
        <Show when={canShare}>
          <IconButton
            label={label('screen')}
            icon={props.call.isOn('screen') ? MonitorX : MonitorUp}
            pressed={props.call.isOn('screen')}
            onClick={() => toggle('screen')}
          />
        </Show>
        <Show when={hasConversation}>
          <IconButton
            label={w().shortcut(w().lookTogether, 'T')}
            icon={Presentation}
            onClick={() => props.onLookTogether()}
          />
        </Show>
      </Show>
      <IconButton
        label={w().shortcut(props.hand.isUp() ? w().lowerHand : w().raiseHand, 'H')}
        icon={Hand}
        pressed={props.hand.isUp()}
        onClick={() => props.hand.toggle()}
      />
      <Show when={!isNarrow()}>
        <IconButton label={w().shortcut(looks().label, 'L')} icon={looks().icon} onClick={changeLayout} />
        <Show when={canFloat()}>
          <IconButton label={w().float} icon={PictureInPicture2} onClick={() => void floatPicture()} />
        </Show>
      </Show>
      <IconButton
        ref={(element) => {
          props.buttons.people = element
        }}
        label={w().shortcut(w().people, 'P')}
        icon={Users}
        pressed={props.panel === 'people'}
        aria-expanded={props.panel === 'people'}
        onClick={() => props.onPanel('people')}
      />
      <Show when={hasConversation}>
        <IconButton
          ref={(element) => {
            props.buttons.conversation = element
          }}
          label={w().shortcut(w().conversation, 'C')}
          icon={MessageSquare}
          pressed={props.panel === 'conversation'}
          aria-expanded={props.panel === 'conversation'}
          onClick={() => props.onPanel('conversation')}
        />
      </Show>
      <Show
        when={isNarrow()}
        fallback={
          <>
            <IconButton label={w().settings} icon={Settings2} onClick={() => setChoosing(true)} />
            <Button variant="danger" icon={PhoneOff} onClick={() => props.onLeave()}>
              {w().leave}
            </Button>
          </>
        }
      >
        <Menu label={w().more} icon={Ellipsis} items={seldom()} />
        <IconButton variant="danger" label={w().leave} icon={PhoneOff} onClick={() => props.onLeave()} />
      </Show>
      <Dialog open={isChoosing()} onOpenChange={setChoosing} title={w().devices}>
        <DevicePicker call={props.call} />
      </Dialog>
    </div>
  )
}
