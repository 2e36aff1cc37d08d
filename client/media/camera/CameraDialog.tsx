import CameraIcon from 'lucide-solid/icons/camera'
import Flashlight from 'lucide-solid/icons/flashlight'
import SwitchCamera from 'lucide-solid/icons/switch-camera'
import { createEffect, createSignal, Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { Button, ErrorState, IconButton, Spinner, StageDialog } from '../../ui/index.ts'
import styles from './camera.module.css'
import { type Camera, createCamera, type DeviceFault } from './camera.ts'

/** Takes a picture into the memory of this page, and nowhere else. */
export const CameraDialog = (props: { onPicture(file: Blob): void; onClose(): void }) => {
  const w = useWords(mediaWords)
  const camera = createCamera()
  return (
    <StageDialog title={w().camera} onClose={() => props.onClose()}>
      <p class={styles['hint']}>{w().cameraStays}</p>
      <Show when={camera.fault()} fallback={<Finder camera={camera} onPicture={props.onPicture} />}>
        {(fault) => <NoCamera fault={fault()} onRetry={camera.retry} />}
      </Show>
    </StageDialog>
  )
}

const NoCamera = (props: { fault: DeviceFault; onRetry(): void }) => {
  const w = useWords(mediaWords)
  const said = () => {
    switch (props.fault) {
      case 'denied':
        return { title: w().cameraDenied, text: w().cameraDeniedText }
      case 'missing':
        return { title: w().cameraMissing, text: w().cameraMissingText }
      case 'busy':
        return { title: w().cameraBusy, text: w().cameraBusyText }
      default:
        return props.fault satisfies never
    }
  }
  return (
    <ErrorState
      title={said().title}
      text={said().text}
      action={
        <Button variant="primary" autofocus onClick={() => props.onRetry()}>
          {w().retry}
        </Button>
      }
    />
  )
}

const Finder = (props: { camera: Camera; onPicture(file: Blob): void }) => {
  const w = useWords(mediaWords)
  const [isReady, setReady] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  let video: HTMLVideoElement | undefined

  createEffect(() => {
    setReady(false)
    if (video) video.srcObject = props.camera.stream()
  })

  const shoot = async () => {
    if (!video || !isReady() || isBusy()) return
    setBusy(true)
    try {
      const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
      canvas.getContext('2d')?.drawImage(video, 0, 0)
      props.onPicture(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 }))
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <div class={styles['stage']}>
        <video
          ref={(element) => {
            video = element
          }}
          class={styles['video']}
          autoplay
          muted
          playsinline
          aria-label={w().camera}
          data-ready={isReady() ? '' : undefined}
          onLoadedData={() => setReady(true)}
        />
        <Show when={!isReady()}>
          <p class={styles['waiting']} role="status">
            <Spinner /> {w().starting}
          </p>
        </Show>
      </div>
      <div class={styles['controls']}>
        <span class={styles['side']}>
          <Show when={props.camera.hasOther()}>
            <IconButton label={w().otherCamera} icon={SwitchCamera} onClick={() => props.camera.turnAround()} />
          </Show>
        </span>
        <Button variant="primary" icon={CameraIcon} autofocus busy={isBusy()} onClick={() => void shoot()}>
          {w().shutter}
        </Button>
        <span class={styles['side']}>
          <Show when={props.camera.torch() !== null}>
            <IconButton
              label={w().torch}
              icon={Flashlight}
              pressed={props.camera.torch() === true}
              onClick={() => void props.camera.setTorch(props.camera.torch() !== true)}
            />
          </Show>
        </span>
      </div>
    </>
  )
}
