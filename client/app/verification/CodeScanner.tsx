import { decodeQR } from 'qr/decode.js'
import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { verificationWords } from '../../i18n/words/verification.ts'
import { Banner } from '../../ui/index.ts'
import { bytesOf } from './code-text.ts'
import { scanOptions } from './qr-options.ts'
import styles from './verification.module.css'

const lookEveryMs = 200
/** More pixels cost time and show nothing more of a code that fills the picture. */
const mostPixels = 640

/** Looks through the camera until it sees a code; nothing of the picture is kept. */
export const CodeScanner = (props: { onCode(bytes: Uint8ClampedArray): void }) => {
  const w = useWords(verificationWords)
  const [hasFailed, setFailed] = createSignal(false)
  let video: HTMLVideoElement | undefined
  let stream: MediaStream | undefined
  let isOver = false

  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const look = () => {
    if (!video?.videoWidth || !context) return
    const scale = Math.min(1, mostPixels / Math.max(video.videoWidth, video.videoHeight))
    canvas.width = Math.round(video.videoWidth * scale)
    canvas.height = Math.round(video.videoHeight * scale)
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
    try {
      props.onCode(bytesOf(decodeQR(context.getImageData(0, 0, canvas.width, canvas.height), scanOptions)))
    } catch {
      // No code in sight yet.
    }
  }

  let timer: ReturnType<typeof setInterval> | undefined
  onMount(async () => {
    try {
      const opened = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      if (isOver || !video) {
        for (const track of opened.getTracks()) track.stop()
        return
      }
      stream = opened
      video.srcObject = opened
      await video.play()
      timer = setInterval(look, lookEveryMs)
    } catch {
      setFailed(true)
    }
  })
  onCleanup(() => {
    isOver = true
    clearInterval(timer)
    for (const track of stream?.getTracks() ?? []) track.stop()
  })

  return (
    <Show
      when={!hasFailed()}
      fallback={
        <div role="alert">
          <Banner tone="warning" title={w().noCamera}>
            {w().noCameraText}
          </Banner>
        </div>
      }
    >
      <video ref={video} class={styles['camera']} muted playsinline aria-label={w().cameraPicture} />
    </Show>
  )
}
