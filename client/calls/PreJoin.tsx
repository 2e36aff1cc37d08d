import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import Video from 'lucide-solid/icons/video'
import VideoOff from 'lucide-solid/icons/video-off'
import { createEffect, createMemo, createSignal, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { Banner, Button, IconButton, Select } from '../ui/index.ts'
import styles from './CallView.module.css'
import type { MediaChoice } from './join-call.ts'
import { createDeviceChoices, createPreview } from './local-media.ts'
import { mediaFaultText } from './media-fault-words.ts'

type Props = { who: string; busy: boolean; onJoin(choice: MediaChoice): void }

/** Camera and microphone as the others will have them. One may join without either. */
export const PreJoin = (props: Props) => {
  const w = useWords(callWords)
  const devices = createDeviceChoices()
  const [camera, setCamera] = createSignal(true)
  const [microphone, setMicrophone] = createSignal(true)
  const [cameraId, setCameraId] = createSignal<string>()
  const [microphoneId, setMicrophoneId] = createSignal<string>()

  const onUsed = () => void devices.refresh()
  const picture = createPreview(
    camera,
    createMemo(() => ({ video: cameraId() ? { deviceId: { exact: cameraId() as string } } : true })),
    onUsed,
  )
  const sound = createPreview(
    microphone,
    createMemo(() => ({ audio: microphoneId() ? { deviceId: { exact: microphoneId() as string } } : true })),
    onUsed,
  )

  let video: HTMLVideoElement | undefined
  createEffect(() => {
    if (video) video.srcObject = picture.stream()
  })

  const options = (list: MediaDeviceInfo[]) =>
    list.map(({ deviceId, label }, at) => ({ value: deviceId, label: label || `${w().standardDevice} ${at + 1}` }))
  const join = () =>
    props.onJoin({
      camera: camera() && !picture.fault(),
      microphone: microphone() && !sound.fault(),
      cameraId: cameraId(),
      microphoneId: microphoneId(),
    })

  return (
    <section class={styles['before']} aria-label={w().before}>
      <div class={styles['preview']}>
        <video
          ref={(element) => {
            video = element
          }}
          class={styles['mirrored']}
          aria-label={w().preview}
          autoplay
          muted
          playsinline
          hidden={!picture.stream()}
        />
        <Show when={!picture.stream()}>
          <p class={styles['dark']}>{w().cameraIsOff}</p>
        </Show>
        <div class={styles['previewControls']}>
          <IconButton
            label={microphone() ? w().turnMicrophoneOff : w().turnMicrophoneOn}
            icon={microphone() ? Mic : MicOff}
            pressed={microphone()}
            onClick={() => setMicrophone((isOn) => !isOn)}
          />
          <IconButton
            label={camera() ? w().turnCameraOff : w().turnCameraOn}
            icon={camera() ? Video : VideoOff}
            pressed={camera()}
            onClick={() => setCamera((isOn) => !isOn)}
          />
        </div>
      </div>
      <div class={styles['choices']}>
        <p class={styles['who']} role="status">
          {props.who}
        </p>
        <Show when={picture.fault()}>
          {(name) => <Banner tone="warning" title={mediaFaultText(w(), 'camera', name())} />}
        </Show>
        <Show when={sound.fault()}>
          {(name) => <Banner tone="warning" title={mediaFaultText(w(), 'microphone', name())} />}
        </Show>
        <Show when={camera() && devices.choices().cameras.length > 1}>
          <Select
            label={w().camera}
            options={options(devices.choices().cameras)}
            value={cameraId() ?? devices.choices().cameras[0]?.deviceId ?? ''}
            onChange={setCameraId}
          />
        </Show>
        <Show when={microphone() && devices.choices().microphones.length > 1}>
          <Select
            label={w().microphone}
            options={options(devices.choices().microphones)}
            value={microphoneId() ?? devices.choices().microphones[0]?.deviceId ?? ''}
            onChange={setMicrophoneId}
          />
        </Show>
        <Button variant="primary" busy={props.busy} onClick={join}>
          {w().joinNow}
        </Button>
      </div>
    </section>
  )
}
