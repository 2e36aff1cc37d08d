import { createSignal, onCleanup, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { createBlobUrl } from './blob-url.ts'
import { Unreadable } from './Unreadable.tsx'
import styles from './Viewer.module.css'
import type { ViewerProps } from './viewer-props.ts'

/** Sound as well: the browser shows a player without picture then. */
export const VideoViewer = (props: ViewerProps) => {
  const w = useWords(imagingWords)
  const [isBroken, setBroken] = createSignal(false)
  const url = createBlobUrl(props.file)
  let video: HTMLVideoElement | undefined
  onCleanup(() => {
    video?.pause()
    video?.removeAttribute('src')
    video?.load()
  })

  return (
    <Show when={!isBroken()} fallback={<Unreadable text={w().unplayable} onDownload={props.onDownload} />}>
      <div class={styles['stage']}>
        {/* biome-ignore lint/a11y/useMediaCaption: recordings of a case have no captions. */}
        <video
          ref={(element) => {
            video = element
          }}
          class={styles['video']}
          src={url}
          aria-label={props.name}
          controls
          playsinline
          onError={() => setBroken(true)}
        />
      </div>
    </Show>
  )
}
