import { decode, isBlurhashValid } from 'blurhash'
import { createEffect, Show } from 'solid-js'
import styles from './body.module.css'

const side = 32

/** The colours of a picture, in its place until it is there. */
export const Blurhash = (props: { hash: string | null }) => {
  const hash = () => (props.hash !== null && isBlurhashValid(props.hash).result ? props.hash : null)
  return (
    <Show when={hash()}>
      {(known) => {
        let canvas: HTMLCanvasElement | undefined
        createEffect(() => {
          const context = canvas?.getContext('2d')
          const pixels = context?.createImageData(side, side)
          if (!context || !pixels) return
          pixels.data.set(decode(known(), side, side))
          context.putImageData(pixels, 0, 0)
        })
        return (
          <canvas
            ref={(element) => {
              canvas = element
            }}
            class={styles['blurhash']}
            width={side}
            height={side}
          />
        )
      }}
    </Show>
  )
}
