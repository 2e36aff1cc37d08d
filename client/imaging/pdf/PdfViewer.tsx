import Maximize from 'lucide-solid/icons/maximize'
import ZoomIn from 'lucide-solid/icons/zoom-in'
import ZoomOut from 'lucide-solid/icons/zoom-out'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { createSignal, Match, onCleanup, Switch } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { IconButton } from '../../ui/index.ts'
import { listenForKeys } from '../keys.ts'
import type { RangedBytes } from '../ranged-bytes.ts'
import { Unreadable } from '../Unreadable.tsx'
import viewerStyles from '../Viewer.module.css'
import { Waiting } from '../Waiting.tsx'
import { openPdf, type PdfFault } from './open-pdf.ts'
import { PdfPages } from './PdfPages.tsx'

const step = 1.25
const limited = (zoom: number) => Math.min(6, Math.max(0.25, zoom))

type Props = {
  name: string
  file: RangedBytes
  /** Why a part of it could not be read; null: the file is broken. */
  faultOf?(error: unknown): string | null
  onDownload?: (() => void) | undefined
}

export const PdfViewer = (props: Props) => {
  const w = useWords(imagingWords)
  const [opened, setOpened] = createSignal<PDFDocumentProxy>()
  const [fault, setFault] = createSignal<string>()
  /** 1 is the width of the window. */
  const [zoom, setZoom] = createSignal(1)
  const [page, setPage] = createSignal(1)

  let isOpen = true
  const { opened: opening, close } = openPdf(
    props.file,
    (error) => isOpen && setFault(props.faultOf?.(error) ?? w().unreadablePdf),
  )
  opening.then(
    ({ document }) => isOpen && setOpened(document),
    (why: PdfFault) => isOpen && setFault((said) => said ?? (why === 'locked' ? w().lockedPdf : w().unreadablePdf)),
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
      <Match when={fault()}>{(why) => <Unreadable text={why()} onDownload={props.onDownload} />}</Match>
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
            <PdfPages
              name={props.name}
              document={document()}
              zoom={zoom()}
              onZoom={zoomBy}
              onZoomTo={(to) => setZoom(limited(to))}
              onPage={setPage}
            />
          </>
        )}
      </Match>
    </Switch>
  )
}
