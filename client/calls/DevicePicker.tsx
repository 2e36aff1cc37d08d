import { createSignal, For, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import styles from './CallView.module.css'
import { DeviceSelect } from './DeviceSelect.tsx'
import { EffectChoices } from './EffectChoices.tsx'
import type { Call } from './join-call.ts'
import { keepDevices, presentOr, readKeptDevices } from './kept-devices.ts'
import { createDeviceChoices } from './local-media.ts'
import { SpeakerTest } from './SpeakerTest.tsx'

const kinds = [
  { kind: 'audioinput', list: 'microphones', label: 'microphone', kept: 'microphoneId' },
  { kind: 'videoinput', list: 'cameras', label: 'camera', kept: 'cameraId' },
  { kind: 'audiooutput', list: 'speakers', label: 'speaker', kept: 'speakerId' },
] as const

/** Other devices while the call goes on; they are those of the next call, too. */
export const DevicePicker = (props: { call: Call }) => {
  const w = useWords(callWords)
  const { choices } = createDeviceChoices()
  const [chosen, setChosen] = createSignal(readKeptDevices())
  const choose = async (kind: MediaDeviceKind, kept: (typeof kinds)[number]['kept'], deviceId: string) => {
    setChosen((before) => ({ ...before, [kept]: deviceId }))
    if (await props.call.useDevice(kind, deviceId)) keepDevices({ [kept]: deviceId })
    else setChosen(readKeptDevices())
  }
  const fault = () => {
    const failed = props.call.effects.failed()
    return failed && w().effectFailed[failed]
  }
  const nothingOf = (kind: MediaDeviceKind, device: string) =>
    choices().unnamed.has(kind) ? w().deviceUnnamed(device) : w().deviceMissing(device)
  return (
    <div class={styles['choices']}>
      <For each={kinds}>
        {({ kind, list, label, kept }) => (
          <Show when={choices()[list].length > 0} fallback={<p>{nothingOf(kind, w()[label])}</p>}>
            <DeviceSelect
              label={w()[label]}
              devices={choices()[list]}
              chosen={chosen()[kept]}
              onChoose={(deviceId) => void choose(kind, kept, deviceId)}
            />
          </Show>
        )}
      </For>
      <SpeakerTest speakerId={presentOr(choices().speakers, chosen().speakerId)} />
      <EffectChoices
        isOn={(effect) => props.call.effects.isOn(effect)}
        onChange={(effect, isOn) => {
          keepDevices({ [effect]: isOn })
          void props.call.setEffect(effect, isOn)
        }}
        fault={fault}
        isStrained={props.call.effects.isStrained}
      />
    </div>
  )
}
