import { type PDFDocumentProxy, type PDFPageProxy, type RenderTask, TextLayer } from 'pdfjs-dist'
import { createEffect, createSignal, onCleanup, Show } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import styles from './Pdf.module.css'

type Props = { document: PDFDocumentProxy; page: number; width: number; isNear: boolean }

/** Height to width of A4, until the page has said its own. */
const a4 = Math.SQRT2
/** Browsers refuse larger canvases, phones earlier than others. */
const mostPixels = 16_000_000

/** Drawn while it is near the window; far away only its room is kept. */
export const PdfPage = (props: Props) => {
  const w = useWords(imagingWords)
  const [page, setPage] = createSignal<PDFPageProxy>()
  const [isBroken, setBroken] = createSignal(false)
  const ratio = () => {
    const viewport = page()?.getViewport({ scale: 1 })
    return viewport ? viewport.height / viewport.width : a4
  }
  let canvas: HTMLCanvasElement | undefined
  let text: HTMLDivElement | undefined
  let isOpen = true
  onCleanup(() => {
    isOpen = false
  })

  createEffect(() => {
    if (!props.isNear || page()) return
    props.document.getPage(props.page).then(
      (found) => isOpen && setPage(() => found),
      () => isOpen && setBroken(true),
    )
  })

  createEffect(() => {
    const now = page()
    const { width } = props
    if (!canvas || !text) return
    if (!now || !props.isNear || width <= 0) {
      // Gives its memory back.
      canvas.width = 0
      canvas.height = 0
      text.replaceChildren()
      return
    }
    const size = now.getViewport({ scale: 1 })
    const scale = width / size.width
    const density = Math.min(devicePixelRatio, Math.sqrt(mostPixels / (width * width * ratio())))
    const sharp = now.getViewport({ scale: scale * density })
    // Drawn beside, so that the old picture stays until the new one is there.
    const drawn = document.createElement('canvas')
    drawn.width = Math.floor(sharp.width)
    drawn.height = Math.floor(sharp.height)
    const drawing: RenderTask = now.render({ canvas: drawn, viewport: sharp })
    const layer = new TextLayer({
      textContentSource: now.streamTextContent(),
      container: text,
      viewport: now.getViewport({ scale }),
    })
    text.replaceChildren()
    text.style.setProperty('--total-scale-factor', String(scale))
    let isCurrent = true
    drawing.promise.then(
      () => {
        if (!isCurrent || !canvas) return
        canvas.width = drawn.width
        canvas.height = drawn.height
        canvas.getContext('2d')?.drawImage(drawn, 0, 0)
      },
      () => isCurrent && setBroken(true),
    )
    // Without it the page is still read; only its words cannot be selected.
    layer.render().catch(() => undefined)
    onCleanup(() => {
      isCurrent = false
      drawing.cancel()
      layer.cancel()
    })
  })

  return (
    <div
      class={styles['page']}
      data-page={props.page}
      style={{ width: `${props.width}px`, height: `${props.width * ratio()}px` }}
    >
      <canvas
        ref={(element) => {
          canvas = element
        }}
        class={styles['canvas']}
      />
      <div
        ref={(element) => {
          text = element
        }}
        class={styles['text']}
      />
      <Show when={isBroken()}>
        <p class={styles['broken']}>{w().unreadablePage}</p>
      </Show>
    </div>
  )
}
