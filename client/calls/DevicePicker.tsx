import { createSignal, For, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { Select } from '../ui/index.ts'
import styles from './CallView.module.css'
import type { Call } from './join-call.ts'
import { createDeviceChoices } from './local-media.ts'

const kinds = [
  { kind: 'audioinput', list: 'microphones', label: 'microphone' },
  { kind: 'videoinput', list: 'cameras', label: 'camera' },
  { kind: 'audiooutput', list: 'speakers', label: 'speaker' },
] as const

export const DevicePicker = (props: { call: Call }) => {
  const w = useWords(callWords)
  const { choices } = createDeviceChoices()
  return (
    <div class={styles['choices']}>
      <For each={kinds}>
        {({ kind, list, label }) => {
          const [chosen, setChosen] = createSignal<string>()
          const devices = () => choices()[list]
          return (
            <Show when={devices().length > 0} fallback={<p>{w().deviceMissing(w()[label])}</p>}>
              <Select
                label={w()[label]}
                options={devices().map(({ deviceId, label: name }, at) => ({
                  value: deviceId,
                  label: name || `${w().standardDevice} ${at + 1}`,
                }))}
                value={chosen() ?? devices()[0]?.deviceId ?? ''}
                onChange={(deviceId: string) => {
                  setChosen(deviceId)
                  void props.call.useDevice(kind, deviceId)
                }}
              />
            </Show>
          )
        }}
      </For>
    </div>
  )
}
