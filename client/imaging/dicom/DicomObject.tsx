import { createMemo, lazy, Match, Show, Switch } from 'solid-js'
import { rangedBlob } from '../ranged-bytes.ts'
import type { Blackout } from './blackout.ts'
import { DicomFacts } from './DicomFacts.tsx'
import type { DicomFile } from './open-dicom.ts'
import type { Stack } from './stack-view.ts'

// The renderer is by far the largest part; reports and files that cannot be read do without.
const DicomPicture = lazy(async () => ({ default: (await import('./DicomPicture.tsx')).DicomPicture }))
const PdfViewer = lazy(async () => ({ default: (await import('../pdf/PdfViewer.tsx')).PdfViewer }))

const isOf =
  <K extends DicomFile['kind']>(kind: K) =>
  (file: DicomFile): file is Extract<DicomFile, { kind: K }> =>
    file.kind === kind
const [isPicture, isPdf, isFacts] = [isOf('picture'), isOf('pdf'), isOf('facts')]
const only = <T extends DicomFile>(file: DicomFile, is: (file: DicomFile) => file is T): T | undefined =>
  is(file) ? file : undefined

/** One object that was read, as what it is. */
export const DicomObject = (props: {
  file: DicomFile
  blackout?: Blackout | undefined
  onClose(): void
  onDownload?: (() => void) | undefined
}) => {
  const stack = createMemo((): Stack | null => {
    const { file } = props
    if (!isPicture(file)) return null
    return { length: file.header.frames, load: async (frame) => ({ dataSet: file.dataSet, frame }) }
  })
  return (
    <Switch>
      <Match when={stack()}>
        {(known) => (
          <Show when={known()} keyed>
            {(frames) => <DicomPicture stack={frames} blackout={props.blackout} onDownload={props.onDownload} />}
          </Show>
        )}
      </Match>
      <Match when={only(props.file, isPdf)}>
        {(file) => <PdfViewer name="" file={rangedBlob(file().pdf)} onDownload={props.onDownload} />}
      </Match>
      <Match when={only(props.file, isFacts)}>{(file) => <DicomFacts file={file()} />}</Match>
    </Switch>
  )
}
