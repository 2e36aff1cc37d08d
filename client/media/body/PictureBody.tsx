import Play from 'lucide-solid/icons/play'
import { createMemo, createSignal, Match, onCleanup, Show, Switch } from 'solid-js'
import type { Media } from '#shared/media/content.ts'
import { substanceOf } from '#shared/media/type-of-bytes.ts'
import { clockOf } from '../../i18n/clock.ts'
import { useFormat, useWords } from '../../i18n/index.ts'
import { mediaWords } from '../../i18n/words/media.ts'
import { Button } from '../../ui/index.ts'
import { frameSize } from '../frame-size.ts'
import { createNearView } from '../near-view.ts'
import { createOpenedMedia } from '../opened-media.ts'
import { Blurhash } from './Blurhash.tsx'
import styles from './body.module.css'
import { FaultNotice } from './FaultNotice.tsx'

/** More than this is fetched when somebody asks for it. */
const unaskedBytes = 4 * 1024 * 1024

/** A picture, or the poster of a film. It is fetched when it comes near the screen, and let go when it leaves. */
export const PictureBody = (props: { media: Media; from: string; onOpen(): void }) => {
  const w = useWords(mediaWords)
  const format = useFormat()
  const [isAsked, setAsked] = createSignal(false)
  const [isBroken, setBroken] = createSignal(false)
  let place: HTMLDivElement | undefined
  const isNear = createNearView(() => place)

  const isFilm = () => props.media.kind === 'video'
  /** Of a film without poster there is nothing to show before somebody plays it. */
  const file = createMemo(() => props.media.thumbnail?.file ?? (isFilm() ? null : props.media.file))
  const isSmall = () => props.media.thumbnail !== null || (props.media.sizeBytes ?? Infinity) <= unaskedBytes
  const isWaitingForPress = () => file() !== null && !isSmall() && !isAsked()
  const { opening, retry } = createOpenedMedia({
    file,
    isWanted: () => isNear() && !isWaitingForPress(),
    get mostBytes() {
      return isAsked() ? undefined : unaskedBytes
    },
  })
  const ready = () => {
    const state = opening()
    return state.kind === 'ready' ? state.opened : null
  }
  const isPicture = () => substanceOf(ready()?.mimeType ?? null) === 'picture'
  const fault = () => {
    const state = opening()
    return state.kind === 'failed' ? state.fault : null
  }
  const url = createMemo(() => {
    const opened = ready()
    if (!opened || !isPicture()) return null
    const address = URL.createObjectURL(opened.blob)
    onCleanup(() => URL.revokeObjectURL(address))
    return address
  })
  const size = createMemo(() => frameSize(props.media.size))
  const label = () => (isFilm() ? w().playVideo(props.from) : w().enlarge(props.from))

  return (
    <div
      ref={(element) => {
        place = element
      }}
    >
      <Switch>
        <Match when={fault()}>{(known) => <FaultNotice fault={known()} onRetry={retry} />}</Match>
        <Match when={isBroken() || (ready() && !isPicture())}>
          <FaultNotice fault="other" />
        </Match>
        <Match when={true}>
          <div
            class={styles['frame']}
            style={{ width: `${size().width}px`, 'aspect-ratio': `${size().width} / ${size().height}` }}
            data-loaded={url() ? '' : undefined}
          >
            <Blurhash hash={props.media.blurhash} />
            <Show
              when={!isWaitingForPress()}
              fallback={
                <Button size="small" onClick={() => setAsked(true)}>
                  {props.media.sizeBytes === null ? w().loadUnknown : w().load(format.size(props.media.sizeBytes))}
                </Button>
              }
            >
              <button
                type="button"
                class={styles['open']}
                aria-label={label()}
                title={label()}
                onClick={() => props.onOpen()}
              >
                <Show when={url()}>
                  {(address) => (
                    <img
                      class={styles['shown']}
                      src={address()}
                      alt={props.media.caption ?? w().pictureFrom(props.from)}
                      draggable={false}
                      decoding="async"
                      onError={() => setBroken(true)}
                    />
                  )}
                </Show>
                <Show when={isFilm()}>
                  <span class={styles['playing']}>
                    <Play size={24} aria-hidden="true" />
                  </span>
                  <Show when={props.media.durationMs !== null}>
                    <span class={styles['length']}>{clockOf(props.media.durationMs ?? 0)}</span>
                  </Show>
                </Show>
              </button>
            </Show>
          </div>
        </Match>
      </Switch>
    </div>
  )
}
