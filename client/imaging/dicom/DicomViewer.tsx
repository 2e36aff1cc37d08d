import { createSignal, Match, onCleanup, Switch } from 'solid-js'
import { useWords } from '../../i18n/index.ts'
import { imagingWords } from '../../i18n/words/imaging.ts'
import { Unreadable } from '../Unreadable.tsx'
import type { ViewerProps } from '../viewer-props.ts'
import { Waiting } from '../Waiting.tsx'
import type { Blackout } from './blackout.ts'
import { DicomObject } from './DicomObject.tsx'
import { type DicomFile, openDicom } from './open-dicom.ts'
import { reasonIn } from './undrawable.ts'

/** One file that is here as a whole. */
export const DicomViewer = (props: ViewerProps & { blackout?: Blackout | undefined }) => {
  const w = useWords(imagingWords)
  const [opened, setOpened] = createSignal<DicomFile>()
  const [fault, setFault] = createSignal<string>()
  let isOpen = true
  onCleanup(() => {
    isOpen = false
  })
  props.file
    .arrayBuffer()
    .then((bytes) => openDicom(new Uint8Array(bytes)))
    .then(
      (file) => isOpen && setOpened(file),
      (error) => {
        const reason = reasonIn(error)
        if (isOpen) setFault(reason ? w().undrawableFor[reason] : w().unreadableDicom)
      },
    )
  return (
    <Switch fallback={<Waiting text={w().readingFile} />}>
      <Match when={fault()}>{(why) => <Unreadable text={why()} onDownload={props.onDownload} />}</Match>
      <Match when={opened()}>
        {(file) => (
          <DicomObject file={file()} blackout={props.blackout} onClose={props.onClose} onDownload={props.onDownload} />
        )}
      </Match>
    </Switch>
  )
}
