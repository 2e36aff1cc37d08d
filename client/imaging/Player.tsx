import { createSignal, onCleanup, Show } from 'solid-js'
import { useWords } from '../i18n/index.ts'
import { imagingWords } from '../i18n/words/imaging.ts'
import { Unreadable } from './Unreadable.tsx'
import styles from './Viewer.module.css'
import { Waiting } from './Waiting.tsx'

type Props = {
  name: string
  url: string
  /** Why it could not be had; absent: the browser does not know what it got. */
  fault?: string | null
  onBroken?(): void
  onDownload?: (() => void) | undefined
}

/** Sound as well: the browser shows a player without picture then. */
export const Player = (props: Props) => {
  const w = useWords(imagingWords)
  const [isBroken, setBroken] = createSignal(false)
  const [isReady, setReady] = createSignal(false)
  let video: HTMLVideoElement | undefined
  onCleanup(() => {
    video?.pause()
    video?.removeAttribute('src')
    video?.load()
  })

  return (
    <Show
      when={!isBroken()}
      fallback={<Unreadable text={props.fault ?? w().unplayable} onDownload={props.onDownload} />}
    >
      <div class={styles['stage']}>
        {/* biome-ignore lint/a11y/useMediaCaption: recordings of a case have no captions. */}
        <video
          ref={(element) => {
            video = element
          }}
          class={styles['video']}
          src={props.url}
          aria-label={props.name}
          controls
          playsinline
          preload="metadata"
          onLoadedMetadata={() => setReady(true)}
          onError={() => {
            setBroken(true)
            props.onBroken?.()
          }}
        />
        <Show when={!isReady()}>
          <div class={styles['above']}>
            <Waiting text={w().readingFile} />
          </div>
        </Show>
      </div>
    </Show>
  )
}
