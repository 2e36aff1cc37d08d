import { onMount } from 'solid-js'
import { watchSight } from '../../ui/index.ts'
import { type Objects, type StudyPart, stackOf } from './study.ts'
import { drawThumbnail } from './thumbnail.ts'

/** Drawn when it comes into view: a study may have hundreds of series. */
export const Thumbnail = (props: { objects: Objects; part: StudyPart }) => {
  let canvas: HTMLCanvasElement | undefined
  onMount(() => {
    const place = canvas
    if (!place) return
    const end = watchSight([place], ({ isIntersecting }) => {
      if (!isIntersecting) return
      end()
      const stack = stackOf(props.objects, props.part)
      const drawn = async (at: number) => drawThumbnail(place, await stack.load(at))
      drawn(Math.floor(props.part.length / 2))
        // One broken picture does not stand for its series.
        .catch(() => drawn(0))
        // Without a picture its name is enough; opened, it says why.
        .catch(() => {})
    })
  })
  return <canvas ref={canvas} width="1" height="1" />
}
