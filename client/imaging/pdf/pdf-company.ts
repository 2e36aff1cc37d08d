import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import type { OnPage } from '#shared/co-reading/view.ts'
import { createPointing, ledTo, useCompany } from '../company.ts'
import { middleOf, onPage, onWindow } from './page-places.ts'

type Parts = {
  zoom: Accessor<number>
  zoomTo(zoom: number): void
  /** Of the window; 0 before it is laid out. */
  room: Accessor<number>
  /** Brings a place to the middle of the window, where it stays until somebody scrolls. */
  goTo(place: OnPage): void
}

/** Pages that are looked at with others. */
export const createPdfCompany = ({ zoom, zoomTo, room, goTo }: Parts) => {
  const company = useCompany()
  const led = ledTo(company, 'pdf')
  const pointing = createPointing()
  /** Changes with everything that moves the pages. */
  const [moved, setMoved] = createSignal(0)
  const [scroller, setScroller] = createSignal<HTMLElement>()

  createEffect(() => {
    const view = led()
    if (view) zoomTo(view.zoom)
  })
  createEffect(() => {
    const [view, within] = [led(), scroller()]
    // Once it is drawn in the size that it is led to.
    if (!view || !within || room() <= 0 || within.clientHeight === 0 || zoom() !== view.zoom) return
    goTo(view.middle)
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
