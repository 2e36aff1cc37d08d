import { type Accessor, createEffect } from 'solid-js'
import { createPointing, ledTo, useCompany } from './company.ts'
import type { Point } from './gestures.ts'
import { fitScale, type PictureView, type Size } from './picture-view.ts'
import type { QuarterTurns } from './turns.ts'

type Parts = {
  /** As it is turned. */
  size(turns: QuarterTurns): Size
  stageSize: Accessor<Size>
  shown: Accessor<PictureView>
  turns: Accessor<QuarterTurns>
  /** Null: as it fits. */
  look(view: PictureView | null, turns: QuarterTurns): void
}

const isWhole = (zoom: number, { x, y }: Point) => Math.abs(zoom - 1) < 0.001 && Math.hypot(x, y) < 0.5

/** A picture that is looked at with others. */
export const createPictureCompany = ({ size, stageSize, shown, turns, look }: Parts) => {
  const company = useCompany()
  const led = ledTo(company, 'picture')
  const pointing = createPointing()
  const isReady = () => size(0).width > 0 && stageSize().width > 0
  createEffect(() => {
    const view = led()
    if (!view || !isReady()) return
    const { zoom, centre, quarterTurns } = view
    const scale = fitScale(size(quarterTurns), stageSize()) * zoom
    look(isWhole(zoom, centre) ? null : { scale, x: -centre.x * scale, y: -centre.y * scale }, quarterTurns)
    company?.reached(view)
  })
  createEffect(() => {
    const [{ scale, x, y }, point, stage] = [shown(), pointing.at(), stageSize()]
    if (!company || !isReady()) return
    company.tell({
      kind: 'picture',
      quarterTurns: turns(),
      zoom: scale / fitScale(size(turns()), stage),
      centre: { x: -x / scale, y: -y / scale },
      pointer: point && { x: (point.x - stage.width / 2 - x) / scale, y: (point.y - stage.height / 2 - y) / scale },
    })
  })
  return {
    listen: pointing.listen,
    pointer() {
      const at = led()?.pointer
      const { scale, x, y } = shown()
      const { width, height } = stageSize()
      return at ? { x: width / 2 + x + at.x * scale, y: height / 2 + y + at.y * scale } : null
    },
    leader: () => company?.leader() ?? '',
  }
}
