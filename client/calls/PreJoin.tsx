import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import SwitchCamera from 'lucide-solid/icons/switch-camera'
import Video from 'lucide-solid/icons/video'
import VideoOff from 'lucide-solid/icons/video-off'
import { createEffect, createMemo, createSignal, Match, onCleanup, Show, Switch } from 'solid-js'
import type { Entry } from '#shared/calls/order.ts'
import { useWords } from '../i18n/index.ts'
import { callWords } from '../i18n/words/calls.ts'
import { Banner, Button, IconButton } from '../ui/index.ts'
import { createBlurredPreview } from './blurred-preview.ts'
import styles from './CallView.module.css'
import { isAsInMirror, otherCamera } from './camera-sides.ts'
import { DeviceSelect } from './DeviceSelect.tsx'
import { EffectChoices } from './EffectChoices.tsx'
import { keepDevices, presentOr, readKeptDevices } from './kept-devices.ts'
import { createDeviceChoices, createPreview } from './local-media.ts'
import { mediaFaultText } from './media-fault-words.ts'
import type { MediaChoice } from './own-media.ts'
import { SpeakerTest } from './SpeakerTest.tsx'
import { createSoundLevel } from './sound-level.ts'

/** A camera that may be used without a question is there by then. */
const askedAfterMs = 700

/**
 * What LiveKit's client asks for. While two use a camera, the first one decides how large its pictures are: asked for
 * without a size here, it would be sent small, and in another shape than was seen.
 */
const asSent = { width: 1280, height: 720, frameRate: 30 }

type Props = { who: string; entry: Entry; busy: boolean; onJoin(choice: MediaChoice): void }

/** Camera and microphone as the others will have them. One may join without either. */
export const PreJoin = (props: Props) => {
  const w = useWords(callWords)
  const devices = createDeviceChoices()
  const [kept, setKept] = createSignal(readKeptDevices())
  const choose = (change: Partial<ReturnType<typeof kept>>) => {
    setKept((before) => ({ ...before, ...change }))
    keepDevices(change)
  }

  // What was chosen on another day and is not there now must not keep one from seeing oneself.
  const preferred = (deviceId: string | undefined) => (deviceId ? { deviceId: { ideal: deviceId } } : {})
  const onUsed = () => void devices.refresh()
  const cameraWish = createMemo(() => kept().cameraId)
  const microphoneWish = createMemo(() => kept().microphoneId)
  const picture = createPreview(
    () => kept().camera,
    createMemo(() => ({ video: { ...preferred(cameraWish()), ...asSent } })),
    onUsed,
  )
  const sound = createPreview(
    () => kept().microphone,
    createMemo(() => ({ audio: preferred(microphoneWish()) })),
    onUsed,
  )
  const level = createSoundLevel(sound.stream)
  const shown = createBlurredPreview(picture.stream, () => kept().blur)

  /** What could not be used is off, and is tried again by the same button; it stays wanted for the next call. */
  const hasNoPicture = () => picture.fault() !== null || shown.hasFailed()
  const camera = () => kept().camera && !hasNoPicture()
  const microphone = () => kept().microphone && !sound.fault()
  const toggleCamera = () => (hasNoPicture() ? picture.tryAgain() : choose({ camera: !kept().camera }))
  const toggleMicrophone = () => (sound.fault() ? sound.tryAgain() : choose({ microphone: !kept().microphone }))

  /** Which it is and where it looks, as the browser gave it. */
  const used = () => picture.stream()?.getVideoTracks()[0]?.getSettings() ?? {}
  const other = () => picture.stream() && otherCamera(devices.choices().cameras, used().deviceId)
  /** A browser that asks first may take as long as the person. */
  const isComing = createMemo(() => kept().camera && !picture.stream() && !picture.fault())
  const [isAsked, setAsked] = createSignal(false)
  createEffect(() => {
    setAsked(false)
    if (!isComing()) return
    const timer = setTimeout(() => setAsked(true), askedAfterMs)
    onCleanup(() => clearTimeout(timer))
  })
  const darkText = () => {
    if (isComing()) return isAsked() ? w().cameraComes : ''
    return shown.isLoading() ? w().blurLoads : w().cameraIsOff
  }

  let video: HTMLVideoElement | undefined
  createEffect(() => {
    if (video) video.srcObject = shown.stream()
  })

  const join = () =>
    props.onJoin({
      // One that could not be blurred is tried again there.
      camera: kept().camera && !picture.fault(),
      microphone: microphone(),
      cameraId: kept().cameraId,
      microphoneId: kept().microphoneId,
      speakerId: kept().speakerId,
      effects: { blur: kept().blur, quiet: kept().quiet },
    })

  return (
    <section class={styles['before']} aria-label={w().before}>
      <div class={styles['preview']}>
        <video
          ref={(element) => {
            video = element
          }}
          classList={{ [styles['mirrored'] ?? '']: isAsInMirror(used()) }}
          aria-label={w().preview}
          autoplay
          muted
          playsinline
          hidden={!shown.stream()}
        />
        <Show when={!shown.stream()}>
          <p class={styles['dark']}>{darkText()}</p>
        </Show>
        <div class={styles['previewControls']}>
          <IconButton
            label={microphone() ? w().turnMicrophoneOff : w().turnMicrophoneOn}
            icon={microphone() ? Mic : MicOff}
            pressed={microphone()}
            onClick={toggleMicrophone}
          />
          <IconButton
            label={camera() ? w().turnCameraOff : w().turnCameraOn}
            icon={camera() ? Video : VideoOff}
            pressed={camera()}
            onClick={toggleCamera}
          />
          <Show when={other()}>
            {(cameraId) => (
              <IconButton
                variant="secondary"
                label={w().otherCamera}
                icon={SwitchCamera}
                onClick={() => choose({ cameraId: cameraId() })}
              />
            )}
          </Show>
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
        {/* First, so that it is in sight on a phone: the devices are seldom others than last time. */}
        <Switch
          fallback={
            <>
              <Show when={props.entry === 'wait'}>
                <p class={styles['hint']}>{w().willWait}</p>
              </Show>
              <Button variant="primary" busy={props.busy} onClick={join}>
                {props.entry === 'wait' ? w().askToEnter : w().joinNow}
              </Button>
            </>
          }
        >
          <Match when={props.entry === 'locked'}>
            <Banner tone="warning" title={w().isLocked} />
          </Match>
          <Match when={props.entry === 'removed'}>
            <Banner tone="warning" title={w().wasRemoved}>
              {w().wasRemovedText}
            </Banner>
          </Match>
        </Switch>
        <Show when={camera() && devices.choices().cameras.length > 1}>
          <DeviceSelect
            label={w().camera}
            devices={devices.choices().cameras}
            chosen={kept().cameraId}
            onChoose={(cameraId) => choose({ cameraId })}
          />
        </Show>
        <Show when={microphone() && devices.choices().microphones.length > 1}>
          <DeviceSelect
            label={w().microphone}
            devices={devices.choices().microphones}
            chosen={kept().microphoneId}
            onChoose={(microphoneId) => choose({ microphoneId })}
          />
        </Show>
        <Show when={sound.stream()}>
          <div class={styles['level']}>
            <span id="call-level">{w().microphoneLevel}</span>
            <meter aria-labelledby="call-level" min={0} max={1} value={level()} />
          </div>
        </Show>
        <Show when={devices.choices().speakers.length > 1}>
          <DeviceSelect
            label={w().speaker}
            devices={devices.choices().speakers}
            chosen={kept().speakerId}
            onChoose={(speakerId) => choose({ speakerId })}
          />
        </Show>
        <SpeakerTest speakerId={presentOr(devices.choices().speakers, kept().speakerId)} />
        <EffectChoices
          isOn={(effect) => kept()[effect]}
          onChange={(effect, isOn) => choose({ [effect]: isOn })}
          fault={() => (shown.hasFailed() ? w().blurFailed : null)}
          isStrained={shown.isStrained}
        />
      </div>
    </section>
  )
}
