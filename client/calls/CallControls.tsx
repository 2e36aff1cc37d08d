import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import MonitorUp from 'lucide-solid/icons/monitor-up'
import MonitorX from 'lucide-solid/icons/monitor-x'
import PhoneOff from 'lucide-solid/icons/phone-off'
import Settings2 from 'lucide-solid/icons/settings-2'
import Video from 'lucide-solid/icons/video'
import VideoOff from 'lucide-solid/icons/video-off'
import { createSignal, onCleanup, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { Button, Dialog, IconButton } from '../ui/index.ts'
import styles from './CallView.module.css'
import { DevicePicker } from './DevicePicker.tsx'
import type { Call, MediaKind } from './join-call.ts'

const keys: Record<string, MediaKind> = { m: 'microphone', v: 'camera', s: 'screen' }

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

export const CallControls = (props: { call: Call; onLeave(): void }) => {
  const w = useWords(callWords)
  const [isChoosing, setChoosing] = createSignal(false)
  const canShare = typeof navigator.mediaDevices?.getDisplayMedia === 'function'

  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isChoosing() || isTyping(event.target)) return
    const kind = keys[event.key]
    if (kind && (kind !== 'screen' || canShare)) void props.call.toggle(kind)
    else if (event.key === 'L') props.onLeave()
    else return
    event.preventDefault()
  }
  document.addEventListener('keydown', onKey)
  onCleanup(() => document.removeEventListener('keydown', onKey))

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

  return (
    <div class={styles['controls']} role="toolbar" aria-label={w().call}>
      <IconButton
        label={label('microphone')}
        icon={props.call.isOn('microphone') ? Mic : MicOff}
        pressed={props.call.isOn('microphone')}
        onClick={() => void props.call.toggle('microphone')}
      />
      <IconButton
        label={label('camera')}
        icon={props.call.isOn('camera') ? Video : VideoOff}
        pressed={props.call.isOn('camera')}
        onClick={() => void props.call.toggle('camera')}
      />
      <Show when={canShare}>
        <IconButton
          label={label('screen')}
          icon={props.call.isOn('screen') ? MonitorX : MonitorUp}
          pressed={props.call.isOn('screen')}
          onClick={() => void props.call.toggle('screen')}
        />
      </Show>
      <IconButton label={w().settings} icon={Settings2} onClick={() => setChoosing(true)} />
      <Button variant="danger" icon={PhoneOff} onClick={() => props.onLeave()}>
        {w().leave}
      </Button>
      <Dialog open={isChoosing()} onOpenChange={setChoosing} title={w().devices}>
        <DevicePicker call={props.call} />
      </Dialog>
    </div>
  )
}
