import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import { For } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { IconButton } from '../ui/index.ts'
import styles from './CallFaces.module.css'
import { CallTile } from './CallTile.tsx'
import { createCameraTurn } from './camera-turn.ts'
import type { Call } from './join-call.ts'

/** Those in the call, small, beside what is looked at. */
export const CallFaces = (props: { call: Call }) => {
  const w = useWords(callWords)
  const camera = createCameraTurn(props.call)
  const isOn = () => props.call.isOn('microphone')
  return (
    <aside class={styles['faces']} aria-label={w().people}>
      <ul class={styles['list']}>
        <For each={props.call.tiles.filter(({ source }) => source === 'camera')}>
          {(tile) => (
            <CallTile
              roomId={props.call.roomId}
              tile={tile}
              isLarge={false}
              isPinned={false}
              hasHandUp={false}
              {...(tile.member.isThisDevice ? { camera } : {})}
            />
          )}
        </For>
      </ul>
      <IconButton
        label={isOn() ? w().turnMicrophoneOff : w().turnMicrophoneOn}
        icon={isOn() ? Mic : MicOff}
        pressed={isOn()}
        onClick={() => void props.call.toggle('microphone')}
      />
    </aside>
  )
}
