import type { PDFDocumentProxy } from 'pdfjs-dist'
import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { LedPointer } from '../LedPointer.tsx'
import styles from './Pdf.module.css'
import { PdfPage } from './PdfPage.tsx'
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

export const PdfPages = (props: Props) => {
  const w = useWords(imagingWords)
  const [room, setRoom] = createSignal(0)
  const width = () => Math.min(widest, Math.max(120, room() - margin)) * props.zoom
  const [seen, setSeen] = createSignal<ReadonlySet<number>>(new Set())
  const pages = Array.from({ length: props.document.numPages }, (_, at) => at + 1)

  const company = createPdfCompany({ zoom: () => props.zoom, zoomTo: props.onZoomTo, room })

  const attach = (scroller: HTMLElement) => {
    company.attach(scroller)
    const sizes = new ResizeObserver(() => setRoom(scroller.clientWidth))
    sizes.observe(scroller)
    const nearness = new IntersectionObserver(
      (entries) =>
        setSeen((before) => {
          const now = new Set(before)
          for (const { target, isIntersecting } of entries) {
            const page = Number((target as HTMLElement).dataset['page'])
            if (isIntersecting) now.add(page)
            else now.delete(page)
          }
          return now
        }),
      // A page ahead is drawn before it is scrolled to.
      { root: scroller, rootMargin: '100% 0px' },
    )
    onMount(() => {
      for (const page of scroller.querySelectorAll('[data-page]')) nearness.observe(page)
      scroller.focus({ preventScroll: true })
    })

    /** The page at the middle of the window is the one that is read. */
    const tellPage = () => {
      const { top, height } = scroller.getBoundingClientRect()
      const at = [...scroller.querySelectorAll<HTMLElement>('[data-page]')].find(
        (page) => page.getBoundingClientRect().bottom > top + height / 2,
      )
      props.onPage(at ? Number(at.dataset['page']) : props.document.numPages)
    }
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      props.onZoom(1.25 ** (-event.deltaY / 100))
    }
    scroller.addEventListener('scroll', tellPage, { passive: true })
    scroller.addEventListener('wheel', onWheel, { passive: false })
    onCleanup(() => {
      sizes.disconnect()
      nearness.disconnect()
      scroller.removeEventListener('scroll', tellPage)
      scroller.removeEventListener('wheel', onWheel)
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
