import Maximize from 'lucide-solid/icons/maximize'
import ZoomIn from 'lucide-solid/icons/zoom-in'
import ZoomOut from 'lucide-solid/icons/zoom-out'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { createSignal, Match, onCleanup, Switch } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { IconButton } from '../../ui/index.ts'
import { listenForKeys } from '../keys.ts'
import { Unreadable } from '../Unreadable.tsx'
import viewerStyles from '../Viewer.module.css'
import type { ViewerProps } from '../viewer-props.ts'
import { Waiting } from '../Waiting.tsx'
import { openPdf, type PdfFault } from './open-pdf.ts'
import { PdfPages } from './PdfPages.tsx'

const step = 1.25
const limited = (zoom: number) => Math.min(6, Math.max(0.25, zoom))

export const PdfViewer = (props: ViewerProps) => {
  const w = useWords(imagingWords)
  const [opened, setOpened] = createSignal<PDFDocumentProxy>()
  const [fault, setFault] = createSignal<PdfFault>()
  /** 1 is the width of the window. */
  const [zoom, setZoom] = createSignal(1)
  const [page, setPage] = createSignal(1)

  let isOpen = true
  const { opened: opening, close } = openPdf(props.file)
  opening.then(
    ({ document }) => isOpen && setOpened(document),
    (why: PdfFault) => isOpen && setFault(why),
  )
  onCleanup(() => {
    isOpen = false
    close()
  })

  const zoomBy = (factor: number) => setZoom((now) => limited(now * factor))
  listenForKeys({
    '+': () => zoomBy(step),
    '-': () => zoomBy(1 / step),
    '0': () => setZoom(1),
  })

  return (
    <Switch fallback={<Waiting text={w().readingFile} />}>
      <Match when={fault()}>
        {(why) => (
          <Unreadable text={why() === 'locked' ? w().lockedPdf : w().unreadablePdf} onDownload={props.onDownload} />
        )}
      </Match>
      <Match when={opened()}>
        {(document) => (
          <>
            <div class={viewerStyles['toolbar']} role="toolbar" aria-label={w().tools}>
              <IconButton label={w().shortcut(w().zoomOut, '−')} icon={ZoomOut} onClick={() => zoomBy(1 / step)} />
              <IconButton label={w().shortcut(w().zoomIn, '+')} icon={ZoomIn} onClick={() => zoomBy(step)} />
              <IconButton label={w().shortcut(w().fit, '0')} icon={Maximize} onClick={() => setZoom(1)} />
              <span class={viewerStyles['value']} role="status">
                {w().page(page(), document().numPages)}
              </span>
            </div>
            <PdfPages name={props.name} document={document()} zoom={zoom()} onZoom={zoomBy} onPage={setPage} />
          </>
        )}
      </Match>
    </Switch>
  )
}
