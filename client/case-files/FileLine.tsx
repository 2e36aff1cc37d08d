import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import type { CaseFileManifest } from '#shared/case-files/manifest.ts'
import type { RoomId } from '#shared/matrix/ids.ts'
import { OfferTogether } from '../co-reading/index.ts'
import { useWords } from '../i18n/index.ts'
import { caseFileWords } from '../i18n/words/case-files.ts'
import { FileCard, FileViewer, kindOf } from '../imaging/index.ts'
import { CasePdf } from './CasePdf.tsx'
import { CaseStudy } from './CaseStudy.tsx'
import { CaseVideo } from './CaseVideo.tsx'
import { DeletedFile } from './DeletedFile.tsx'
import { DeleteFileDialog } from './DeleteFileDialog.tsx'
import { createFailure, createOpening } from './opening.ts'
import { canPlayParts } from './played-url.ts'
import { saveFile } from './saving.ts'

type Props = {
  roomId: RoomId
  manifest: CaseFileManifest
  detail?: JSX.Element
  /** By who is signed in, as far as we know; the service decides. */
  mayDelete: boolean
}

/** One file: what it is, and opening, saving or deleting it. Nothing of it is shown before that part is verified. */
export const FileLine = (props: Props) => {
  const w = useWords(caseFileWords)
  const { opening, fetchFile, saveTo, stop } = createOpening(() => props)
  const [shown, setShown] = createSignal<Blob | null>(null)

  const kind = () => kindOf(props.manifest.name, props.manifest.mimeType)
  const summary = () => {
    const { study, keyImage } = props.manifest
    if (keyImage) return w().keyImage
    return study && w().study(study.modalities.join(', '), study.series, study.pictures)
  }
  const Detail = () => (
    <>
      {summary()}
      <Show when={summary() && props.detail}> · </Show>
      {props.detail}
    </>
  )
  const loading = () => {
    const state = opening()
    return state.kind === 'loading' ? state : null
  }
  const failure = createFailure(opening)
  const [isAsked, setAsked] = createSignal(false)
  const [isDeleted, setDeleted] = createSignal(false)
  const deletion = () =>
    props.mayDelete ? { label: w().deleteFile(props.manifest.name), onDelete: () => void setAsked(true) } : undefined

  /** Read part by part, so that the first picture, page or scene does not wait for the last. */
  const [read, setRead] = createSignal<'dicom' | 'pdf' | 'video' | null>(null)
  const openWhole = async () => {
    setRead(null)
    const blob = await fetchFile()
    if (blob) setShown(blob)
  }
  const open = async () => {
    const known = kind()
    if (known === 'dicom' || known === 'pdf' || (known === 'video' && canPlayParts())) return setRead(known)
    await openWhole()
  }
  const save = () => saveFile(props.manifest, { fetchFile, saveTo })

  const viewing = {
    get roomId() {
      return props.roomId
    },
    get manifest() {
      return props.manifest
    },
    onClose: () => void setRead(null),
    onDownload: () => void save(),
  }

  return (
    <Show
      when={!isDeleted()}
      fallback={<DeletedFile name={props.manifest.name} detail={w().deleted(props.manifest.name)} />}
    >
      <FileCard
        name={props.manifest.name}
        sizeBytes={props.manifest.sizeBytes}
        kind={kind()}
        {...(summary() || props.detail ? { detail: <Detail /> } : {})}
        loading={loading()}
        failure={failure()}
        onOpen={() => void open()}
        onSave={() => void save()}
        onStop={stop}
        deletion={deletion()}
      />
      <Show when={isAsked()}>
        <DeleteFileDialog
          roomId={props.roomId}
          manifest={props.manifest}
          onClose={() => setAsked(false)}
          onDeleted={() => {
            setAsked(false)
            setDeleted(true)
          }}
        />
      </Show>
      <OfferTogether
        roomId={props.roomId}
        fileId={props.manifest.fileId}
        onTaken={() => {
          setRead(null)
          setShown(null)
        }}
      >
        <Switch>
          <Match when={read() === 'dicom'}>
            <CaseStudy {...viewing} />
          </Match>
          <Match when={read() === 'pdf'}>
            <CasePdf {...viewing} />
          </Match>
          <Match when={read() === 'video'}>
            <CaseVideo {...viewing} onWhole={() => void openWhole()} />
          </Match>
        </Switch>
        <Show when={shown()}>
          {(blob) => (
            <Show when={kind()}>
              {(known) => (
                <FileViewer
                  name={props.manifest.name}
                  mimeType={props.manifest.mimeType}
                  kind={known()}
                  file={blob()}
                  onClose={() => setShown(null)}
                  onDownload={() => void save()}
                />
              )}
            </Show>
          )}
        </Show>
      </OfferTogether>
    </Show>
  )
}
