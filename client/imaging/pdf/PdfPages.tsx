import type { PDFDocumentProxy } from 'pdfjs-dist'
import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { watchSight } from '../../ui/index.ts'
import { listenForKeys } from '../keys.ts'
import { LedPointer } from '../LedPointer.tsx'
import { keepPlace } from './kept-place.ts'
import styles from './Pdf.module.css'
import { PdfPage } from './PdfPage.tsx'
import { pagesIn } from './page-places.ts'
import { createPdfCompany } from './pdf-company.ts'

type Props = {
  name: string
  document: PDFDocumentProxy
  zoom: number
  onZoom(factor: number): void
  onZoomTo(zoom: number): void
  onPage(page: number): void
}

/** Room beside a page, on both sides together. */
const margin = 32
/** Wider lines than this are hard to read; zooming still goes further. */
const widest = 1000
/** Of the window, for a press of a key that goes on reading. */
const leap = 0.9

export const PdfPages = (props: Props) => {
  const w = useWords(imagingWords)
  const [room, setRoom] = createSignal(0)
  const width = () => Math.min(widest, Math.max(120, room() - margin)) * props.zoom
  const [seen, setSeen] = createSignal<ReadonlySet<number>>(new Set())
  const pages = Array.from({ length: props.document.numPages }, (_, at) => at + 1)

  let scroller: HTMLElement | undefined
  let place: ReturnType<typeof keepPlace> | undefined
  // Before anybody is told of what is seen now.
  createEffect(on([width], () => place?.onResize(), { defer: true }))
  const company = createPdfCompany({
    zoom: () => props.zoom,
    zoomTo: props.onZoomTo,
    room,
    goTo: (to) => place?.goTo(to),
  })

  // At once, and wherever the focus is: how far the browser scrolls by itself depends on what it draws meanwhile.
  const scrollTo = (top: number) => scroller?.scrollTo({ top, behavior: 'instant' })
  const leapBy = (leaps: number) => scroller && scrollTo(scroller.scrollTop + leaps * leap * scroller.clientHeight)
  listenForKeys({
    Home: () => scrollTo(0),
    End: () => scroller && scrollTo(scroller.scrollHeight),
    PageUp: () => leapBy(-1),
    PageDown: () => leapBy(1),
  })

  const attach = (element: HTMLElement) => {
    scroller = element
    const kept = keepPlace(element)
    place = kept
    company.attach(element)
    const sizes = new ResizeObserver(() => {
      setRoom(element.clientWidth)
      kept.onResize()
    })
    sizes.observe(element)
    const note = ({ target, isIntersecting }: IntersectionObserverEntry) =>
      setSeen((before) => {
        const now = new Set(before)
        const page = Number((target as HTMLElement).dataset['page'])
        if (isIntersecting) now.add(page)
        else now.delete(page)
        return now
      })
    onMount(() => {
      const pages = pagesIn(element)
      // A page ahead is drawn before it is scrolled to.
      watchSight(pages, note, { root: element, rootMargin: '100% 0px' })
      for (const page of pages) sizes.observe(page)
      element.focus({ preventScroll: true })
    })

    /** The page at the middle of the window is the one that is read. */
    const tellPage = () => {
      const { top, height } = element.getBoundingClientRect()
      const at = pagesIn(element).find((page) => page.getBoundingClientRect().bottom > top + height / 2)
      props.onPage(at ? Number(at.dataset['page']) : props.document.numPages)
    }
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      props.onZoom(1.25 ** (-event.deltaY / 100))
    }
    const onScroll = () => {
      kept.onScroll()
      tellPage()
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    element.addEventListener('wheel', onWheel, { passive: false })
    onCleanup(() => {
      sizes.disconnect()
      element.removeEventListener('scroll', onScroll)
      element.removeEventListener('wheel', onWheel)
    })
  }

  return (
    <div class={styles['place']}>
      <section ref={attach} class={styles['scroller']} tabindex="0" aria-label={w().pageOf(props.name)}>
        <For each={pages}>
          {(page) => (
            <PdfPage document={props.document} page={page} width={room() > 0 ? width() : 0} isNear={seen().has(page)} />
          )}
        </For>
      </section>
      <Show when={company.pointer()}>{(point) => <LedPointer at={point()} name={company.leader()} />}</Show>
    </div>
  )
}
