import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import type { OnPage } from '#shared/co-reading/view.ts'
import { createPointing, ledTo, useCompany } from '../company.ts'
import type { Point } from '../gestures.ts'

type Parts = {
  zoom: Accessor<number>
  zoomTo(zoom: number): void
  /** Of the window; 0 before it is laid out. */
  room: Accessor<number>
}

/** Pages that are looked at with others. */
export const createPdfCompany = ({ zoom, zoomTo, room }: Parts) => {
  const company = useCompany()
  const led = ledTo(company, 'pdf')
  const pointing = createPointing()
  /** Changes with everything that moves the pages. */
  const [moved, setMoved] = createSignal(0)
  const [scroller, setScroller] = createSignal<HTMLElement>()

  const pages = (within: HTMLElement) => [...within.querySelectorAll<HTMLElement>('[data-page]')]
  /** From the window to a page: the one there, or the nearest. */
  const onPage = (within: HTMLElement, at: Point): OnPage | null => {
    const { left, top } = within.getBoundingClientRect()
    const found = pages(within)
    const element = found.find((page) => page.getBoundingClientRect().bottom - top > at.y) ?? found.at(-1)
    if (!element) return null
    const page = element.getBoundingClientRect()
    return {
      page: Number(element.dataset['page']),
      x: (at.x - (page.left - left)) / page.width,
      y: (at.y - (page.top - top)) / page.height,
    }
  }
  const onWindow = (within: HTMLElement, { page, x, y }: OnPage): Point | null => {
    const element = pages(within)[page - 1]
    if (!element) return null
    const { left, top } = within.getBoundingClientRect()
    const at = element.getBoundingClientRect()
    return { x: at.left - left + x * at.width, y: at.top - top + y * at.height }
  }
  const middleOf = ({ clientWidth, clientHeight }: HTMLElement): Point => ({ x: clientWidth / 2, y: clientHeight / 2 })

  createEffect(() => {
    const view = led()
    if (view) zoomTo(view.zoom)
  })
  createEffect(() => {
    const [view, within] = [led(), scroller()]
    // Once it is drawn in the size that it is led to.
    if (!view || !within || room() <= 0 || within.clientHeight === 0 || zoom() !== view.zoom) return
    const place = onWindow(within, view.middle)
    const middle = middleOf(within)
    if (place) within.scrollBy({ left: place.x - middle.x, top: place.y - middle.y, behavior: 'instant' })
    company?.reached(view)
    setMoved((before) => before + 1)
  })
  createEffect(() => {
    moved()
    const [within, point, size] = [scroller(), pointing.at(), zoom()]
    if (!company || !within || room() <= 0) return
    const middle = onPage(within, middleOf(within))
    if (middle) company.tell({ kind: 'pdf', zoom: size, middle, pointer: point && onPage(within, point) })
  })

  return {
    attach(element: HTMLElement) {
      if (!company) return
      setScroller(element)
      pointing.listen(element)
      const onMove = () => setMoved((before) => before + 1)
      element.addEventListener('scroll', onMove, { passive: true })
      onCleanup(() => element.removeEventListener('scroll', onMove))
    },
    pointer() {
      moved()
      room()
      zoom()
      const [at, within] = [led()?.pointer, scroller()]
      return at && within ? onWindow(within, at) : null
    },
    leader: () => company?.leader() ?? '',
  }
}
