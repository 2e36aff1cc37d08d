import { createSignal, lazy, Match, onCleanup, Switch } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { Unreadable } from '../Unreadable.tsx'
import type { ViewerProps } from '../viewer-props.ts'
import { Waiting } from '../Waiting.tsx'
import { DicomFacts } from './DicomFacts.tsx'
import { type DicomFile, openDicom } from './open-dicom.ts'

// The renderer is by far the largest part; reports and files that cannot be read do without.
const DicomPicture = lazy(async () => ({ default: (await import('./DicomPicture.tsx')).DicomPicture }))
const PdfViewer = lazy(async () => ({ default: (await import('../pdf/PdfViewer.tsx')).PdfViewer }))

export const DicomViewer = (props: ViewerProps) => {
  const w = useWords(imagingWords)
  const [opened, setOpened] = createSignal<DicomFile | 'reading' | 'broken'>('reading')
  let isOpen = true
  onCleanup(() => {
    isOpen = false
  })
  openDicom(props.file).then(
    (file) => isOpen && setOpened(file),
    () => isOpen && setOpened('broken'),
  )

  const as = <K extends DicomFile['kind']>(kind: K) => {
    const file = opened()
    return typeof file === 'object' && file.kind === kind ? (file as Extract<DicomFile, { kind: K }>) : undefined
  }

  return (
    <Switch fallback={<Waiting text={w().readingFile} />}>
      <Match when={opened() === 'broken'}>
        <Unreadable text={w().unreadableDicom} onDownload={props.onDownload} />
      </Match>
      <Match when={as('picture')}>{(file) => <DicomPicture file={file()} onDownload={props.onDownload} />}</Match>
      <Match when={as('pdf')}>{(file) => <PdfViewer {...props} file={file().pdf} />}</Match>
      <Match when={as('facts')}>{(file) => <DicomFacts file={file()} />}</Match>
    </Switch>
  )
}
